/// Which passages reach the modes of a two-stage ranking.
public struct FirstStage: Equatable, Sendable {
  /// The mode that chooses.
  public let mode: RankingMode
  /// How many of its best the other modes rank, at least 1.
  public let count: Int

  /// Describes a first stage.
  public init(mode: RankingMode, count: Int) {
    precondition(count >= 1, "the best \(count) of \(mode)")
    self.mode = mode
    self.count = count
  }
}
