/// A pattern of `like`, as SQLite understands one.
///
/// `%` stands for any characters, `_` for one, every other character for itself. The letters a to z
/// match in both cases, all other letters in their own.
struct LikePattern: Equatable, Sendable {
  /// The pattern as it is written.
  let text: String

  /// Whether the pattern matches all of a text.
  func matches(_ other: String) -> Bool {
    let (pattern, text) = (Array(text.unicodeScalars), Array(other.unicodeScalars))
    var (place, next) = (0, 0)
    // Where the last run of any characters stands, and how much of the text is left to it.
    var run: (next: Int, place: Int)?
    while place < text.count {
      if next < pattern.count, pattern[next] == "%" {
        run = (next + 1, place)
        next += 1
      } else if next < pattern.count, Self.matches(pattern[next], text[place]) {
        place += 1
        next += 1
      } else if let last = run {
        run = (last.next, last.place + 1)
        (next, place) = (last.next, last.place + 1)
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == "%" }
  }

  private static func matches(_ pattern: Unicode.Scalar, _ scalar: Unicode.Scalar) -> Bool {
    pattern == "_" || small(pattern) == small(scalar)
  }

  private static func small(_ scalar: Unicode.Scalar) -> UInt32 {
    "A"..."Z" ~= scalar ? scalar.value + 0x20 : scalar.value
  }
}
