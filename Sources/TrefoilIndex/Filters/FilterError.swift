public import TrefoilErrors

/// Why a text is no filter, and where.
public struct FilterError: TrefoilError {
  /// What is wrong.
  public let fault: FilterFault
  /// The place of the character at fault, counted from 1; the one behind the last for a filter that
  /// ends too early.
  public let position: Int
  /// The part of the filter around that place.
  private let excerpt: FilterExcerpt?

  /// The error of a fault at a place of a filter; without an excerpt where the whole is at fault.
  init(_ fault: FilterFault, in text: String, at place: String.Index?) {
    self.fault = fault
    position = place.map { text[..<$0].count + 1 } ?? 1
    excerpt = place.map { FilterExcerpt(of: text, at: $0) }
  }

  /// Whose turn it is.
  public var kind: ErrorKind { .usage }

  /// What is wrong, where, and what to do; then the filter's line, with a caret below the place.
  public var description: String {
    fault.sentence(at: position) + (excerpt.map { "\n\($0)" } ?? "")
  }
}
