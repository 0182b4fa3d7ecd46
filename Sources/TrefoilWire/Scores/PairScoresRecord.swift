package import Trefoil
package import TrefoilFormats

/// The five scores of a pair under FlagEmbedding's names; null for one that the model can't give.
package struct PairScoresRecord: Codable, Equatable, Sendable {
  /// The cosine of the dense vectors.
  package let dense: JSONNullable<Float>
  /// The lexical score.
  package let sparse: JSONNullable<Float>
  /// The late-interaction score.
  package let colbert: JSONNullable<Float>
  /// The weighted mean of dense and sparse.
  package let sparseDense: JSONNullable<Float>
  /// The weighted mean of all three.
  package let colbertSparseDense: JSONNullable<Float>
  /// The number of tokens of the whole query.
  package let queryTokensSeen: Int
  /// The number of tokens of it that the encoder read.
  package let queryTokensUsed: Int
  /// The number of tokens of the whole passage.
  package let passageTokensSeen: Int
  /// The number of tokens of it that the encoder read.
  package let passageTokensUsed: Int

  private enum CodingKeys: String, CodingKey {
    case dense
    case sparse
    case colbert
    case sparseDense = "sparse+dense"
    case colbertSparseDense = "colbert+sparse+dense"
    case queryTokensSeen = "query_tokens_seen"
    case queryTokensUsed = "query_tokens_used"
    case passageTokensSeen = "passage_tokens_seen"
    case passageTokensUsed = "passage_tokens_used"
  }

  /// Takes a pair's scores.
  package init(_ scores: PairScores) {
    dense = JSONNullable(scores.dense)
    sparse = JSONNullable(scores.sparse)
    colbert = JSONNullable(scores.colbert)
    sparseDense = JSONNullable(scores.sparseDense)
    colbertSparseDense = JSONNullable(scores.colbertSparseDense)
    queryTokensSeen = scores.queryTokenCounts.seen
    queryTokensUsed = scores.queryTokenCounts.used
    passageTokensSeen = scores.passageTokenCounts.seen
    passageTokensUsed = scores.passageTokenCounts.used
  }

  /// The five scores under their names, in the order in which they are written.
  package var named: [(name: String, score: Float?)] {
    [
      (.dense, dense), (.sparse, sparse), (.colbert, colbert), (.sparseDense, sparseDense),
      (.colbertSparseDense, colbertSparseDense),
    ].map { (key: CodingKeys, score: JSONNullable<Float>) in (key.rawValue, score.value) }
  }
}
