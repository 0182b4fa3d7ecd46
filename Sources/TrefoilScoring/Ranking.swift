public import TrefoilCore

/// Passages by falling score; equal scores stand in the caller's order.
public struct Ranking: Equatable, Codable, Sendable {
  /// The ranked passages, best first.
  public let passages: [RankedPassage]
  /// How much of the query was read.
  public let queryTokenCounts: TokenCounts

  /// Sorts the passages and keeps the best `top` of them, or all.
  public init(
    _ passages: some Sequence<RankedPassage>, queryTokenCounts: TokenCounts, top: Int? = nil
  ) {
    let sorted = passages.sorted { ($0.score, $1.index) > ($1.score, $0.index) }
    self.passages = Array(sorted.prefix(max(0, top ?? sorted.count)))
    self.queryTokenCounts = queryTokenCounts
  }
}
