public import TrefoilCore

/// A passage's place in a ranking.
public struct RankedPassage: Equatable, Codable, Sendable {
  /// Where the passage stood in the caller's list, from 0.
  public let index: Int
  /// The score by which it is ranked.
  public let score: Float
  /// The scores that a hybrid one is made of; all nil where the ranker has one score alone.
  public let parts: ScoreBreakdown
  /// How much of the passage was read.
  public let tokenCounts: TokenCounts

  /// Puts a place together.
  public init(
    index: Int, score: Float, parts: ScoreBreakdown = ScoreBreakdown(), tokenCounts: TokenCounts
  ) {
    self.index = index
    self.score = score
    self.parts = parts
    self.tokenCounts = tokenCounts
  }
}
