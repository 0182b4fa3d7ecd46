/// Cuts passages into windows at the borders of tokens.
///
/// A window starts where a word does as far as there are words. A passage's title is repeated
/// before each window of its text; one that would take more than half of a window stands before
/// the first alone.
package struct WindowCutter: Sendable {
  private let tokenizer: any Tokenizer
  private let instruction: String
  private let windows: PassageWindows

  /// Makes a cutter.
  ///
  /// - Throws: `WindowError.noRoom` if the instruction leaves too little; `TokenizerError`.
  package init(
    _ tokenizer: any Tokenizer, instruction: String, windows: PassageWindows
  ) throws {
    self.tokenizer = tokenizer
    self.instruction = instruction
    self.windows = windows
    let taken = try window("").tokens.count
    // Twice, so that every window has as much that is new as it shares.
    guard windows.length - taken > 2 * windows.overlap else {
      throw WindowError.noRoom(length: windows.length, taken: taken, overlap: windows.overlap)
    }
  }

  /// A passage's windows, each within the window's length; one for a short passage.
  ///
  /// Together they hold every token of the passage.
  ///
  /// - Throws: `TokenizerError`; `CancellationError`.
  package func cut(title: String, text: String) throws -> [PassageWindow] {
    try Task.checkCancellation()
    let whole = try window(
      title.isEmpty ? text : text.isEmpty ? title : title + " " + text)
    guard whole.tokens.count > windows.length else { return [whole] }
    guard !title.isEmpty && !text.isEmpty else { return try cut(whole.text, prefix: "") }
    let room = windows.length - (try window(title).tokens.count)
    return try room > max(windows.length / 2, 2 * windows.overlap)
      ? cut(text, prefix: title + " ") : cut(whole.text, prefix: "")
  }

  private func cut(_ text: String, prefix: String) throws -> [PassageWindow] {
    let bytes = Array(text.utf8)
    let whole = try tokenizer.tokenize(text)
    let tokens = Array(whole.ranges.dropFirst().dropLast())
    let wordStarts = Self.wordStarts(tokens, bytes)
    let room = max(1, windows.length - (try window(prefix).tokens.count))
    var found: [PassageWindow] = []
    var start = 0
    while start < tokens.count {
      try Task.checkCancellation()
      var end = min(tokens.count, start + room)
      if end < tokens.count { end = Self.border(before: end, after: start + room / 2, wordStarts) }
      var next = try window(Self.slice(bytes, tokens, start..<end, prefix))
      // Cut out of its text, a window may have a token or two more.
      while end > start + 1, next.tokens.count > windows.length {
        end = max(start + 1, end - (next.tokens.count - windows.length))
        next = try window(Self.slice(bytes, tokens, start..<end, prefix))
      }
      found.append(next)
      guard end < tokens.count else { break }
      let advanced = max(start + 1, end - windows.overlap)
      start = min(end, Self.border(before: advanced, after: start, wordStarts))
    }
    return found
  }

  private func window(_ text: String) throws(TokenizerError) -> PassageWindow {
    PassageWindow(text: text, tokens: try tokenizer.tokenize(instruction + text))
  }

  /// Whether a token stands at the text's beginning or behind white space.
  private static func wordStarts(_ tokens: [Range<Int>], _ bytes: [UInt8]) -> [Bool] {
    tokens.map { token in
      let start = token.lowerBound
      return start == 0 || isSpace(bytes[start - 1])
        || start < bytes.count && isSpace(bytes[start])
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  /// The last token from `limit` down, yet behind `least`, that begins a word; else `limit`.
  private static func border(before limit: Int, after least: Int, _ wordStarts: [Bool]) -> Int {
    var place = limit
    while place > least {
      if wordStarts[place] { return place }
      place -= 1
    }
    return limit
  }

  private static func slice(
    _ bytes: [UInt8], _ tokens: [Range<Int>], _ window: Range<Int>, _ prefix: String
  ) -> String {
    let start = tokens[window.lowerBound].lowerBound
    let end = max(start, tokens[window.upperBound - 1].upperBound)
    return prefix + String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
