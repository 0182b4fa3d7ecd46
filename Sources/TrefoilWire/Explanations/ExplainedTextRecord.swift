package import Trefoil
package import TrefoilFormats

/// A text as the model read it.
package struct ExplainedTextRecord: Codable, Equatable, Sendable {
  /// What was cut off.
  package struct Unread: Codable, Equatable, Sendable {
    /// The number of tokens, above zero.
    package let tokens: Int
    /// Where they stand in the text; null if only the instruction was cut.
    package let range: JSONNullable<RangeRecord>
  }

  /// One token, or several in a row, that a person reads as a word.
  package struct Word: Codable, Equatable, Sendable {
    /// The word as it is written.
    package let text: String
    /// Where it comes from: `text`, `instruction` or `added`.
    package let origin: String
    /// Where it stands in the text; null for other origins.
    package let range: JSONNullable<RangeRecord>
    /// The indices of its tokens.
    package let tokens: RangeRecord
  }

  /// A token that the model read.
  package struct Token: Codable, Equatable, Sendable {
    /// Its number in the vocabulary.
    package let id: TokenID
    /// Its piece.
    package let piece: String
    /// Where it comes from: `text`, `instruction` or `added`.
    package let origin: String
    /// Where it stands in the text; null for other origins.
    package let range: JSONNullable<RangeRecord>
    /// The index of the word that it is a part of.
    package let word: Int
  }

  /// The caller's text.
  package let text: String
  /// What the model's configuration puts before it.
  package let instruction: String
  /// The number of tokens of the whole text.
  package let tokensSeen: Int
  /// The number of tokens that the encoder read.
  package let tokensUsed: Int
  /// What was cut off; null if the whole text was read.
  package let unread: JSONNullable<Unread>
  /// The words that the tokens make.
  package let words: [Word]
  /// The tokens that were read.
  package let tokens: [Token]

  private enum CodingKeys: String, CodingKey {
    case text, instruction
    case tokensSeen = "tokens_seen"
    case tokensUsed = "tokens_used"
    case unread, words, tokens
  }

  /// Takes a text, and turns its offsets into Unicode scalars.
  package init(_ text: ExplainedText) {
    let offsets = ScalarOffsets(text.text)
    let place = { (range: Range<Int>?) in JSONNullable(range.map { RangeRecord(offsets[$0]) }) }
    self.text = text.text
    instruction = text.instruction
    tokensSeen = text.tokenCounts.seen
    tokensUsed = text.tokenCounts.used
    unread = JSONNullable(text.unread.map { Unread(tokens: $0.tokenCount, range: place($0.range)) })
    words = text.words.map {
      Word(
        text: $0.text, origin: $0.origin.rawValue, range: place($0.range),
        tokens: RangeRecord($0.tokens))
    }
    tokens = text.tokens.map {
      Token(
        id: $0.tokenID, piece: $0.piece, origin: $0.origin.rawValue, range: place($0.range),
        word: $0.word)
    }
  }
}
