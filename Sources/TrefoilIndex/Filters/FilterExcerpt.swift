/// The line of a filter around a place, with a caret below.
struct FilterExcerpt: Equatable, Sendable {
  /// The most characters that are shown before the place, and behind: a terminal has 80 columns.
  private static let reach = 36

  private let line: String
  private let indent: String

  /// Cuts the line out.
  init(of text: String, at place: String.Index) {
    let start = text[..<place].lastIndex(where: \.isNewline).map { text.index(after: $0) }
    var before = text[(start ?? text.startIndex)..<place]
    var behind = text[place...].prefix { !$0.isNewline }
    let (cutsBefore, cutsBehind) = (before.count > Self.reach, behind.count > Self.reach)
    before = before.suffix(Self.reach)
    behind = behind.prefix(Self.reach)
    line = (cutsBefore ? "…" : "") + before + behind + (cutsBehind ? "…" : "")
    indent = (cutsBefore ? " " : "") + before.map(Self.space).joined()
  }

  /// White space as wide as a character is on a terminal.
  private static func space(_ character: Character) -> String {
    if character == "\t" { return "\t" }
    return switch character.unicodeScalars.first?.value ?? 0 {
    // Hangul, Chinese and Japanese signs, full-width forms, pictures.
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      "  "
    default: " "
    }
  }
}

extension FilterExcerpt: CustomStringConvertible {
  /// Two lines, each behind two spaces.
  var description: String { "  \(line)\n  \(indent)^" }
}
