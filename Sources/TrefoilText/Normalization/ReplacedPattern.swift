/// What a normalizer replaces: a text, or runs of spaces.
enum ReplacedPattern: Equatable, Sendable {
  /// These bytes, one or more.
  case text([UInt8])
  /// Runs of at least so many spaces, as many as there are.
  case spaces(atLeast: Int)
  /// Runs of at least so many characters of white space, as many as there are.
  case whiteSpace(atLeast: Int)

  /// The regular expressions that are understood.
  static let expressions: [String: ReplacedPattern] = [
    " {2,}": .spaces(atLeast: 2), " +": .spaces(atLeast: 1), "  +": .spaces(atLeast: 2),
    "\\s+": .whiteSpace(atLeast: 1), "\\s{2,}": .whiteSpace(atLeast: 2),
    "\\s\\s+": .whiteSpace(atLeast: 2),
  ]

  /// The first match at or behind an offset.
  func firstMatch(in text: [UInt8], from start: Int) -> Range<Int>? {
    var offset = start
    while offset < text.count {
      if let match = match(at: offset, in: text) { return match }
      offset = WhiteSpace.characterEnd(from: offset, in: text)
    }
    return nil
  }

  private func match(at offset: Int, in text: [UInt8]) -> Range<Int>? {
    switch self {
    case .text(let pattern):
      return text[offset...].starts(with: pattern) ? offset..<offset + pattern.count : nil
    case .spaces(let least):
      let end = text[offset...].firstIndex { $0 != UInt8(ascii: " ") } ?? text.count
      return end - offset >= least ? offset..<end : nil
    case .whiteSpace(let least):
      let end = WhiteSpace.end(from: offset, in: text)
      let count = text[offset..<end].count { !UTF8.isContinuation($0) }
      return count >= least ? offset..<end : nil
    }
  }
}
