public import TrefoilIndex

/// A passage that a report shows as what a system found: the first that is judged, or the first.
public struct ShownPassage: Equatable, Sendable {
  /// The passage.
  public let passage: Document
  /// Its grade for the query; nil if it was not judged.
  public let grade: Int?
  /// Its place among what the system found, from 1; none before a judged one is judged.
  public let rank: Int

  /// Puts a passage together.
  public init(passage: Document, grade: Int?, rank: Int = 1) {
    self.rank = rank
    self.passage = passage
    self.grade = grade
  }
}
