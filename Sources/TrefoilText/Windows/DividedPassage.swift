internal import TrefoilCore

/// A passage's tokens, divided into what stands before every window and what is cut into windows.
///
/// White space ends a word, and no token depends on another word. So the tokens of a window that
/// begins and ends between words are those that the whole passage has there.
struct DividedPassage {
  private let tokens: TokenizedText
  private let prefix: String
  /// The body's bytes, numbered behind those of the instruction and the prefix.
  private let body: ArraySlice<UInt8>
  /// Whether the head's tokens are the same whatever follows.
  private let headEndsWord: Bool
  /// The body's tokens among all.
  private let bodyTokens: Range<Int>

  /// Whether each of the body's tokens stands at its beginning or behind white space.
  let wordStarts: [Bool]

  /// The tokens that are cut into windows.
  var bodyCount: Int { bodyTokens.count }
  /// The tokens that stand in every window: the instruction's, the prefix's and the added two.
  var fixedCount: Int { tokens.count - bodyTokens.count }

  /// Divides the tokens of `instruction + prefix + body`.
  init(_ tokens: TokenizedText, instruction: String, prefix: String, body: String) {
    let text = Array((instruction + prefix + body).utf8)
    let headBytes = text.count - body.utf8.count
    // The mark of the body's first word stands in the space before it.
    let headEnd = text[..<headBytes].lastIndex { !Self.isSpace($0) }.map { $0 + 1 } ?? 0
    let end = tokens.count - 1
    let first = tokens.ranges[1..<end].firstIndex { $0.upperBound > headEnd } ?? end
    self.tokens = tokens
    self.prefix = prefix
    self.body = text[headBytes...]
    bodyTokens = first..<end
    headEndsWord = headEnd == 0 || headEnd < text.count && Self.isSpace(text[headEnd])
    wordStarts = (first..<end).map { token in
      let start = tokens.ranges[token].lowerBound
      if token == first || start < text.count && Self.isSpace(text[start]) { return true }
      // The white space may be the token before, a word's mark that is a token of its own.
      return tokens.ranges[token - 1].upperBound < start && Self.isSpace(text[start - 1])
    }
  }

  /// The text of some of the body's tokens, behind the prefix.
  func text(_ part: Range<Int>) -> String {
    prefix + String(decoding: body[bytes(of: part)], as: UTF8.self)
  }

  /// The window of some of the body's tokens; nil where a word is cut, which has other tokens then.
  func window(_ part: Range<Int>) -> PassageWindow? {
    let bytes = bytes(of: part)
    let startsWord = part.lowerBound == 0 || headEndsWord && wordStarts[part.lowerBound]
    let endsWord = part.upperBound == bodyCount || wordStarts[part.upperBound]
    guard startsWord && endsWord else { return nil }
    let head = 0..<bodyTokens.lowerBound
    let kept = bodyTokens.lowerBound + part.lowerBound..<bodyTokens.lowerBound + part.upperBound
    let distance = bytes.lowerBound - body.startIndex
    let end = bytes.upperBound - distance
    let ranges = tokens.ranges[kept].map {
      $0.lowerBound - distance..<$0.upperBound - distance
    }
    return PassageWindow(
      text: text(part),
      tokens: TokenizedText(
        tokenIDs: Array(tokens.tokenIDs[head] + tokens.tokenIDs[kept]) + tokens.tokenIDs.suffix(1),
        ranges: Array(tokens.ranges[head]) + ranges + [end..<end]))
  }

  /// Where some of the body's tokens stand in the body.
  private func bytes(of part: Range<Int>) -> Range<Int> {
    let first = tokens.ranges[bodyTokens.lowerBound + part.lowerBound]
    let last = tokens.ranges[bodyTokens.lowerBound + part.upperBound - 1]
    let start = max(body.startIndex, first.lowerBound)
    return start..<max(start, last.upperBound)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}
