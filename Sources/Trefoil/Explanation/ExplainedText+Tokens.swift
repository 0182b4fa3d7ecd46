internal import TrefoilCore
internal import TrefoilText

extension ExplainedText {
  /// Puts a text beside what the tokenizer made of `instruction + text`.
  ///
  /// - Parameters: `whole` has all tokens, `kept` those that the truncation `policy` left.
  init(
    _ text: String, instruction: String, whole: TokenizedText, kept: TokenizedText,
    _ policy: TruncationPolicy, _ tokenizer: XLMRobertaTokenizer
  ) {
    let layout = TextLayout(instruction: instruction, text: text)
    let pieces = kept.tokenIDs.map { tokenizer.piece(of: $0) ?? "" }
    let words = WordBorders(
      of: kept, pieces: pieces, in: layout.source, instructionEnd: layout.border, tokenizer
    ).words()
    let last = kept.count - 1
    var tokens: [ExplainedToken] = []
    var explained: [ExplainedWord] = []
    for (word, members) in words.enumerated() {
      for token in members {
        let isAdded = token == 0 || token == last
        let range = isAdded ? nil : layout.place(of: kept.ranges[token])
        tokens.append(
          ExplainedToken(
            tokenID: kept.tokenIDs[token], piece: pieces[token],
            origin: isAdded ? .added : range == nil ? .instruction : .text, range: range,
            word: word))
      }
      explained.append(layout.word(of: members, kept, tokens[members]))
    }
    self.init(
      text: text, instruction: instruction, tokens: tokens, words: explained,
      unread: layout.unread(whole, kept, policy))
  }
}

/// An instruction and a text as the tokenizer saw them: one behind the other.
private struct TextLayout {
  let source: UTF8Text
  /// Where the text begins.
  let border: Int
  private let text: Range<Int>

  init(instruction: String, text: String) {
    source = UTF8Text(instruction + text)
    border = instruction.utf8.count
    self.text = border..<border + text.utf8.count
  }

  /// Where a range of the source lies in the caller's text; nil if it lies in the instruction.
  func place(of range: Range<Int>) -> Range<Int>? {
    guard range.overlaps(text) else { return nil }
    let clipped = range.clamped(to: text)
    let ink = source.trimmed(clipped)
    let place = ink.isEmpty ? clipped : ink
    return place.lowerBound - border..<place.upperBound - border
  }

  func word(
    of members: Range<Int>, _ kept: TokenizedText, _ tokens: ArraySlice<ExplainedToken>
  ) -> ExplainedWord {
    let origin =
      tokens.contains { $0.origin == .text }
      ? TokenOrigin.text : tokens.first?.origin ?? .added
    let all = Self.hull(kept.ranges[members])
    switch origin {
    case .added:
      return ExplainedWord(
        text: tokens.map(\.piece).joined(), origin: origin, range: nil, tokens: members)
    case .instruction:
      return ExplainedWord(
        text: String(source[source.trimmed(all)]), origin: origin, range: nil, tokens: members)
    case .text:
      let range = place(of: all) ?? 0..<0
      return ExplainedWord(
        text: String(source[range.lowerBound + border..<range.upperBound + border]),
        origin: origin, range: range, tokens: members)
    }
  }

  func unread(
    _ whole: TokenizedText, _ kept: TokenizedText, _ policy: TruncationPolicy
  ) -> UnreadPart? {
    let count = whole.count - kept.count
    guard count > 0 else { return nil }
    let lost = policy == .tail ? 1..<count + 1 : kept.count - 1..<whole.count - 1
    return UnreadPart(tokenCount: count, range: place(of: Self.hull(whole.ranges[lost])))
  }

  private static func hull(_ ranges: ArraySlice<Range<Int>>) -> Range<Int> {
    let lower = ranges.reduce(Int.max) { min($0, $1.lowerBound) }
    return lower..<ranges.reduce(lower) { max($0, $1.upperBound) }
  }
}
