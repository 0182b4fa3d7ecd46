public import TrefoilCore
internal import TrefoilScoring

/// The five scores that FlagEmbedding's `compute_score` gives a pair.
///
/// One is nil where the model lacks an output that it needs, or where its weights are all zero.
public struct PairScores: Equatable, Codable, Sendable {
  /// How alike the dense vectors are, in nearly all models by their cosine; FlagEmbedding's `dense`.
  public let dense: Float?
  /// The lexical score; FlagEmbedding's `sparse`.
  public let sparse: Float?
  /// The late-interaction score; FlagEmbedding's `colbert`.
  public let colbert: Float?
  /// The weighted mean of dense and sparse; FlagEmbedding's `sparse+dense`.
  public let sparseDense: Float?
  /// The weighted mean of all three; FlagEmbedding's `colbert+sparse+dense`.
  public let colbertSparseDense: Float?
  /// How much of the query was read.
  public let queryTokenCounts: TokenCounts
  /// How much of the passage was read.
  public let passageTokenCounts: TokenCounts

  /// Puts a pair's scores together.
  public init(
    dense: Float?, sparse: Float?, colbert: Float?, sparseDense: Float?,
    colbertSparseDense: Float?, queryTokenCounts: TokenCounts, passageTokenCounts: TokenCounts
  ) {
    self.dense = dense
    self.sparse = sparse
    self.colbert = colbert
    self.sparseDense = sparseDense
    self.colbertSparseDense = colbertSparseDense
    self.queryTokenCounts = queryTokenCounts
    self.passageTokenCounts = passageTokenCounts
  }
}

extension HybridScorer {
  /// FlagEmbedding's five results for one pair.
  func pairScores(
    _ parts: ScoreBreakdown, _ query: TokenCounts, _ passage: TokenCounts
  ) -> PairScores {
    PairScores(
      dense: parts.dense,
      sparse: parts.sparse,
      colbert: parts.colbert,
      sparseDense: mean(parts, over: [.dense, .sparse]),
      colbertSparseDense: score(parts),
      queryTokenCounts: query,
      passageTokenCounts: passage)
  }
}
