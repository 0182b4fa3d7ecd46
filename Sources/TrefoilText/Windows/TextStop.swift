/// How good a place is to cut a text, from bad to good.
package enum TextStop: Int, Comparable, Sendable {
  /// Within a word.
  case none
  /// Before a word.
  case word
  /// Before a sentence.
  case sentence
  /// Before a paragraph.
  case paragraph

  /// Whether one place is worse than another.
  package static func < (one: TextStop, other: TextStop) -> Bool { one.rawValue < other.rawValue }
}
