internal import TrefoilCore
internal import TrefoilText

/// Finds where words begin among the tokens of a text.
struct WordBorders {
  private let source: UTF8Text
  private let instructionEnd: Int
  private let pieces: [String]
  private let tokens: TokenizedText
  /// Tokens that stand for themselves, wherever they are written.
  private let standalone: Set<TokenID>
  /// What a piece that follows white space begins with; nil where the text alone tells.
  private let wordMark: Unicode.Scalar?

  /// Takes the tokens of `source`, of which the first `instructionEnd` bytes are an instruction.
  init(
    of tokens: TokenizedText, pieces: [String], in source: UTF8Text, instructionEnd: Int,
    _ tokenizer: any Tokenizer
  ) {
    precondition(pieces.count == tokens.count, "\(pieces.count) pieces of \(tokens.count) tokens")
    self.tokens = tokens
    self.pieces = pieces
    self.source = source
    self.instructionEnd = instructionEnd
    standalone = tokenizer.specialTokens.standalone
    wordMark = tokenizer.wordMark
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
    if startsWithSpace(token) { return true }
    if standalone.contains(tokens.tokenIDs[token - 1])
      || standalone.contains(tokens.tokenIDs[token])
    {
      return true
    }
    // Where no piece takes the space, it is a token before the word.
    if isSpace(token - 1) { return false }
    if left.upperBound <= instructionEnd && right.lowerBound >= instructionEnd { return true }
    guard let last = source[left].unicodeScalars.last,
      let first = source[right].unicodeScalars.first
    else { return false }
    return UnspacedScript.parts(last, first)
  }

  /// Whether white space stands before a token or at its beginning.
  private func startsWithSpace(_ token: Int) -> Bool {
    if let wordMark { return pieces[token].unicodeScalars.first == wordMark }
    let (left, right) = (tokens.ranges[token - 1], tokens.ranges[token])
    if left.upperBound < right.lowerBound,
      source[left.upperBound..<right.lowerBound].unicodeScalars.contains(where: \.isSpace)
    {
      return true
    }
    return source[right].unicodeScalars.first?.isSpace == true
  }

  /// Whether a token is white space alone.
  private func isSpace(_ token: Int) -> Bool {
    if let wordMark { return pieces[token].unicodeScalars.elementsEqual([wordMark]) }
    let text = source[tokens.ranges[token]].unicodeScalars
    return !text.isEmpty && text.allSatisfy(\.isSpace)
  }
}

extension Unicode.Scalar {
  fileprivate var isSpace: Bool { properties.isWhitespace }
}
