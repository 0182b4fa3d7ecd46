public import TrefoilIndex

/// A passage that a report shows as what a system found first.
public struct ShownPassage: Equatable, Sendable {
  /// The passage.
  public let passage: Document
  /// Its grade for the query; nil if it was not judged.
  public let grade: Int?

  /// Puts a passage together.
  public init(passage: Document, grade: Int?) {
    self.passage = passage
    self.grade = grade
  }
}
