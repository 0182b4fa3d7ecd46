public import TrefoilIndex

/// A query that one system answers better or worse than another, as a report shows it.
public struct QueryChange: Equatable, Sendable {
  /// The query.
  public let query: Document
  /// The baseline's value.
  public let before: Double
  /// The other system's value.
  public let after: Double
  /// The first judged passage that the baseline found, else its first; nil if it found nothing.
  public let firstBefore: ShownPassage?
  /// The same of the other system.
  public let firstAfter: ShownPassage?

  /// Puts a change together.
  public init(
    query: Document, before: Double, after: Double, firstBefore: ShownPassage?,
    firstAfter: ShownPassage?
  ) {
    self.query = query
    self.before = before
    self.after = after
    self.firstBefore = firstBefore
    self.firstAfter = firstAfter
  }
}
