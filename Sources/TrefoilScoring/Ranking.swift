/// A passage's place in a ranking.
public struct RankedPassage: Equatable, Sendable {
  /// Where the passage stood in the caller's list, from 0.
  public let index: Int
  /// The hybrid score by which it is ranked.
  public let score: Float
  /// The scores that the hybrid one is made of.
  public let parts: ScoreBreakdown

  /// Puts a place together.
  public init(index: Int, score: Float, parts: ScoreBreakdown) {
    self.index = index
    self.score = score
    self.parts = parts
  }
}

/// Passages by falling score; equal scores stand in the caller's order.
public struct Ranking: Equatable, Sendable {
  /// The ranked passages, best first.
  public let passages: [RankedPassage]

  /// Sorts the passages and keeps the best `top` of them, or all.
  public init(_ passages: some Sequence<RankedPassage>, top: Int? = nil) {
    let sorted = passages.sorted { ($0.score, $1.index) > ($1.score, $0.index) }
    self.passages = Array(sorted.prefix(max(0, top ?? sorted.count)))
  }
}
