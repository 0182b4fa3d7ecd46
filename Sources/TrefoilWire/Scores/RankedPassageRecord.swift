package import Trefoil

/// A passage's place in a ranking; scores that were not computed are left out.
package struct RankedPassageRecord: Codable, Equatable, Sendable {
  /// Its place, from 1.
  package let rank: Int
  /// What the input calls the passage.
  package let id: String
  /// Its place in the input, from 0.
  package let index: Int
  /// The hybrid score by which it is ranked.
  package let score: Float
  /// The cosine of the dense vectors.
  package let dense: Float?
  /// The lexical score.
  package let sparse: Float?
  /// The late-interaction score.
  package let colbert: Float?
  /// The number of tokens of the whole passage.
  package let tokensSeen: Int
  /// The number of tokens that the encoder read.
  package let tokensUsed: Int
  /// The passage.
  package let text: String

  private enum CodingKeys: String, CodingKey {
    case rank, id, index, score, dense, sparse, colbert
    case tokensSeen = "tokens_seen"
    case tokensUsed = "tokens_used"
    case text
  }

  /// Takes a place.
  package init(_ passage: RankedPassage, rank: Int, id: String, index: Int, text: String) {
    self.rank = rank
    self.id = id
    self.index = index
    score = passage.score
    dense = passage.parts.dense
    sparse = passage.parts.sparse
    colbert = passage.parts.colbert
    tokensSeen = passage.tokenCounts.seen
    tokensUsed = passage.tokenCounts.used
    self.text = text
  }
}
