public import TrefoilCore
public import TrefoilScoring

/// The five scores that FlagEmbedding's `compute_score` gives a pair.
///
/// One is nil where the model lacks an output that it needs, or where its weights are all zero.
public struct PairScores: Equatable, Sendable {
  /// The cosine of the dense vectors; FlagEmbedding's `dense`.
  public let dense: Float?
  /// The lexical score; FlagEmbedding's `sparse`.
  public let sparse: Float?
  /// The late-interaction score; FlagEmbedding's `colbert`.
  public let colbert: Float?
  /// The weighted mean of dense and sparse; FlagEmbedding's `sparse+dense`.
  public let sparseDense: Float?
  /// The weighted mean of all three; FlagEmbedding's `colbert+sparse+dense`.
  public let colbertSparseDense: Float?
}

extension HybridScorer {
  /// FlagEmbedding's five results for one pair.
  public func pairScores(_ parts: ScoreBreakdown) -> PairScores {
    PairScores(
      dense: parts.dense,
      sparse: parts.sparse,
      colbert: parts.colbert,
      sparseDense: mean(parts, over: [.dense, .sparse]),
      colbertSparseDense: score(parts)
    )
  }
}
