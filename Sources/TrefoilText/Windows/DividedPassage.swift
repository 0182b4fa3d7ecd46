internal import TrefoilCore

/// A passage's tokens, divided into what stands before every window and what is cut into windows.
///
/// White space ends a word, and no token depends on another word. So the tokens of a window that
/// begins and ends between words are those that the whole passage has there.
struct DividedPassage {
  private let whole: TokenizedText
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
  var fixedCount: Int { whole.count - bodyTokens.count }

  /// Divides the tokens of `instruction + prefix + body`.
  init(_ tokens: TokenizedText, instruction: String, prefix: String, body: String) {
    let text = Array((instruction + prefix + body).utf8)
    let headBytes = text.count - body.utf8.count
    // The mark of the body's first word stands in the space before it.
    let headEnd = text[..<headBytes].lastIndex { !Self.isSpace($0) }.map { $0 + 1 } ?? 0
    let end = tokens.count - 1
    let first = tokens.ranges[1..<end].firstIndex { $0.upperBound > headEnd } ?? end
    whole = tokens
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

  /// The tokens of the prefix and some of the body's; nil where a word is cut, which has other tokens
  /// then.
  func tokens(_ part: Range<Int>) -> TokenizedText? {
    let bytes = bytes(of: part)
    let startsWord = part.lowerBound == 0 || headEndsWord && wordStarts[part.lowerBound]
    let endsWord = part.upperBound == bodyCount || wordStarts[part.upperBound]
    guard startsWord && endsWord else { return nil }
    let head = 0..<bodyTokens.lowerBound
    let kept = bodyTokens.lowerBound + part.lowerBound..<bodyTokens.lowerBound + part.upperBound
    let distance = bytes.lowerBound - body.startIndex
    let end = bytes.upperBound - distance
    let ranges = whole.ranges[kept].map {
      $0.lowerBound - distance..<$0.upperBound - distance
    }
    return TokenizedText(
      tokenIDs: Array(whole.tokenIDs[head] + whole.tokenIDs[kept]) + whole.tokenIDs.suffix(1),
      ranges: Array(whole.ranges[head]) + ranges + [end..<end])
  }

  /// The bytes of the body that some of its tokens stand for, without white space at the ends.
  ///
  /// What no token stands for belongs to the token before it.
  func covered(_ part: Range<Int>) -> Range<Int> {
    let own = bytes(of: part)
    var start = part.lowerBound == 0 ? body.startIndex : own.lowerBound
    var end = body.endIndex
    if part.upperBound < bodyCount {
      let next = whole.ranges[bodyTokens.lowerBound + part.upperBound].lowerBound
      end = max(own.upperBound, next)
    }
    while start < end, Self.isSpace(body[start]) { start += 1 }
    while end > start, Self.isSpace(body[end - 1]) { end -= 1 }
    return start - body.startIndex..<end - body.startIndex
  }

  /// What each of the body's tokens begins.
  var stops: [TextStop] {
    var stops: [TextStop] = wordStarts.map { $0 ? .word : .none }
    let places = SentenceStarts(String(decoding: body, as: UTF8.self)).places
    var next = places[...]
    for token in 0..<bodyCount {
      let start = max(0, whole.ranges[bodyTokens.lowerBound + token].lowerBound - body.startIndex)
      while let place = next.first, place.bytes.upperBound < start { next.removeFirst() }
      guard let place = next.first, place.bytes.contains(start) else { continue }
      // The place is before the first of its tokens, which may be that of the white space.
      stops[token] = place.stop
      next.removeFirst()
    }
    return stops
  }

  /// Where some of the body's tokens stand in the body.
  private func bytes(of part: Range<Int>) -> Range<Int> {
    let first = whole.ranges[bodyTokens.lowerBound + part.lowerBound]
    let last = whole.ranges[bodyTokens.lowerBound + part.upperBound - 1]
    let start = max(body.startIndex, first.lowerBound)
    return start..<max(start, last.upperBound)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}
