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
    let content = title.isEmpty ? text : text.isEmpty ? title : title + " " + text
    let whole = try window(content)
    guard whole.tokens.count > windows.length else { return [whole] }
    let plain = DividedPassage(whole.tokens, instruction: instruction, prefix: "", body: content)
    guard !title.isEmpty && !text.isEmpty else { return try cut(plain) }
    let titled = DividedPassage(
      whole.tokens, instruction: instruction, prefix: title + " ", body: text)
    let room = windows.length - titled.fixedCount
    return try cut(room > max(windows.length / 2, 2 * windows.overlap) ? titled : plain)
  }

  private func cut(_ passage: DividedPassage) throws -> [PassageWindow] {
    let room = max(1, windows.length - passage.fixedCount)
    var found: [PassageWindow] = []
    var start = 0
    while start < passage.bodyCount {
      try Task.checkCancellation()
      var end = min(passage.bodyCount, start + room)
      if end < passage.bodyCount {
        end = Self.border(before: end, after: start + room / 2, passage.wordStarts)
      }
      found.append(try window(of: passage, start, &end))
      guard end < passage.bodyCount else { break }
      let advanced = max(start + 1, end - windows.overlap)
      start = min(end, Self.border(before: advanced, after: start, passage.wordStarts))
    }
    return found
  }

  /// The window of some of a passage's tokens; `end` moves down where they come out as too many.
  private func window(
    of passage: DividedPassage, _ start: Int, _ end: inout Int
  ) throws(TokenizerError) -> PassageWindow {
    if let window = passage.window(start..<end) { return window }
    var next = try window(passage.text(start..<end))
    // Cut out of its word, a window may have a token or two more.
    while end > start + 1, next.tokens.count > windows.length {
      end = max(start + 1, end - (next.tokens.count - windows.length))
      next = try window(passage.text(start..<end))
    }
    return next
  }

  private func window(_ text: String) throws(TokenizerError) -> PassageWindow {
    PassageWindow(text: text, tokens: try tokenizer.tokenize(instruction + text))
  }

  /// The last token from `limit` down, yet behind `least`, that begins a word; else `limit`.
  private static func border(before limit: Int, after least: Int, _ wordStarts: [Bool]) -> Int {
    var place = limit
    while place > least {
      if wordStarts[place] { return place }
      place -= 1
    }
    return limit
  }
}
