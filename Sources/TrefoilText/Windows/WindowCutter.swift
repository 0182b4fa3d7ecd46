/// Cuts passages into windows at the borders of tokens.
///
/// A window starts where a word does as far as there are words. A passage's title is repeated
/// before each window of its text; one that would take more than half of a window stands before
/// the first alone.
///
/// If windows keep sentences, one ends at the last end of a paragraph in its last quarter, else at
/// the last end of a sentence there, else before a word in its second half, else anywhere.
package struct WindowCutter: Sendable {
  private let tokenizer: any Tokenizer
  private let instruction: String
  private let windows: PassageWindows
  private let keepsSentences: Bool

  /// Makes a cutter.
  ///
  /// - Parameters:
  ///   - tokenizer: the model's tokenizer.
  ///   - instruction: what stands before each window's text and title.
  ///   - windows: how long windows are, and what they share.
  ///   - keepsSentences: whether windows end between sentences where they can.
  /// - Throws: `WindowError.noRoom` if the instruction leaves too little; `TokenizerError`.
  package init(
    _ tokenizer: any Tokenizer, instruction: String, windows: PassageWindows,
    keepsSentences: Bool = false
  ) throws {
    self.tokenizer = tokenizer
    self.instruction = instruction
    self.windows = windows
    self.keepsSentences = keepsSentences
    let taken = try tokens("").count
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
    let content = title.isEmpty ? text : text.isEmpty ? title : title + " " + text
    let whole = try tokens(content)
    guard whole.count > windows.length else {
      return [PassageWindow(text: content, tokens: whole, range: 0..<text.utf8.count)]
    }
    let plain = DividedPassage(whole, instruction: instruction, prefix: "", body: content)
    // Where the text begins in what is cut.
    let textStart = content.utf8.count - text.utf8.count
    guard !title.isEmpty && !text.isEmpty else { return try cut(plain, textStart: textStart) }
    let titled = DividedPassage(whole, instruction: instruction, prefix: title + " ", body: text)
    let room = windows.length - titled.fixedCount
    return room > max(windows.length / 2, 2 * windows.overlap)
      ? try cut(titled, textStart: 0) : try cut(plain, textStart: textStart)
  }

  private func cut(_ passage: DividedPassage, textStart: Int) throws -> [PassageWindow] {
    let room = max(1, windows.length - passage.fixedCount)
    let stops = keepsSentences ? passage.stops : passage.wordStarts.map { $0 ? .word : .none }
    var found: [PassageWindow] = []
    var start = 0
    while start < passage.bodyCount {
      try Task.checkCancellation()
      var end = min(passage.bodyCount, start + room)
      if end < passage.bodyCount { end = Self.end(before: end, after: start, room, stops) }
      let (text, tokens) = try window(of: passage, start, &end) { limit in
        keepsSentences ? Self.end(before: limit, after: start, room, stops) : limit
      }
      let covered = passage.covered(start..<end)
      found.append(
        PassageWindow(
          text: text, tokens: tokens,
          range: max(0, covered.lowerBound - textStart)..<max(0, covered.upperBound - textStart)))
      guard end < passage.bodyCount else { break }
      let advanced = max(start + 1, end - windows.overlap)
      // A long word, or a text without spaces, is not read twice for a word's sake.
      let least = keepsSentences ? max(start, advanced - windows.overlap) : start
      start = min(end, Self.wordStart(before: advanced, after: least, stops))
    }
    return found
  }

  /// The text and the tokens of some of a passage's; `end` moves down where they come out as too
  /// many, to where a window ends best that has no more.
  private func window(
    of passage: DividedPassage, _ start: Int, _ end: inout Int, best: (Int) -> Int
  ) throws(TokenizerError) -> (text: String, tokens: TokenizedText) {
    if let tokens = passage.tokens(start..<end) { return (passage.text(start..<end), tokens) }
    var next = try tokens(passage.text(start..<end))
    // Cut out of its word, a window may have a token or two more.
    while end > start + 1, next.count > windows.length {
      end = max(start + 1, best(max(start + 1, end - (next.count - windows.length))))
      next = try tokens(passage.text(start..<end))
    }
    return (passage.text(start..<end), next)
  }

  private func tokens(_ text: String) throws(TokenizerError) -> TokenizedText {
    try tokenizer.tokenize(instruction + text)
  }

  /// Where a window ends best that begins at `start` and ends at `limit` at the latest.
  private static func end(
    before limit: Int, after start: Int, _ room: Int, _ stops: [TextStop]
  ) -> Int {
    let near = stride(from: limit, to: limit - room / 4, by: -1)
    return near.first { stops[$0] == .paragraph } ?? near.first { stops[$0] == .sentence }
      ?? wordStart(before: limit, after: start + room / 2, stops)
  }

  /// The last token from `limit` down, yet behind `least`, that begins a word; else `limit`.
  private static func wordStart(before limit: Int, after least: Int, _ stops: [TextStop]) -> Int {
    stride(from: limit, to: least, by: -1).first { stops[$0] >= .word } ?? limit
  }
}
