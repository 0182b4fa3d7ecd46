internal import TrefoilCore
internal import TrefoilText

/// Finds where words begin among the tokens of a text.
struct WordBorders {
  /// U+2581, which stands for a space and begins every word.
  private static let wordMark: Unicode.Scalar = "\u{2581}"

  private let source: UTF8Text
  private let instructionEnd: Int
  private let pieces: [String]
  private let tokens: TokenizedText
  /// Tokens that stand for themselves, wherever they are written.
  private let whole: Set<TokenID>

  /// Takes the tokens of `source`, of which the first `instructionEnd` bytes are an instruction.
  init(
    of tokens: TokenizedText, pieces: [String], in source: UTF8Text, instructionEnd: Int,
    _ tokenizer: XLMRobertaTokenizer
  ) {
    precondition(pieces.count == tokens.count, "\(pieces.count) pieces of \(tokens.count) tokens")
    self.tokens = tokens
    self.pieces = pieces
    self.source = source
    self.instructionEnd = instructionEnd
    whole = [tokenizer.beginID, tokenizer.padID, tokenizer.endID, tokenizer.maskID]
  }

  /// The tokens of each word, in order; every token is in one of them.
  func words() -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = 0
    for token in 1..<tokens.count where isBorder(before: token) {
      words.append(start..<token)
      start = token
    }
    return words + [start..<tokens.count]
  }

  private func isBorder(before token: Int) -> Bool {
    let (left, right) = (tokens.ranges[token - 1], tokens.ranges[token])
    // One character of the text may have become several tokens, even with spaces between.
    if left.overlaps(right) { return false }
    if pieces[token].unicodeScalars.first == Self.wordMark { return true }
    if whole.contains(tokens.tokenIDs[token - 1]) || whole.contains(tokens.tokenIDs[token]) {
      return true
    }
    // Where no piece takes the mark, it is a token before the word.
    if pieces[token - 1].unicodeScalars.elementsEqual([Self.wordMark]) { return false }
    if left.upperBound <= instructionEnd && right.lowerBound >= instructionEnd { return true }
    guard let last = source[left].unicodeScalars.last,
      let first = source[right].unicodeScalars.first
    else { return false }
    return UnspacedScript.parts(last, first)
  }
}
