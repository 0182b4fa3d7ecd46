public import TrefoilCore

/// A text as the model read it.
///
/// Every token is part of exactly one word, and both stand in the order of the text.
public struct ExplainedText: Equatable, Encodable, Sendable {
  /// The caller's text.
  public let text: String
  /// What the model's configuration puts before it; empty for BGE-M3.
  public let instruction: String
  /// The tokens that were read, `<s>` first and `</s>` last.
  public let tokens: [ExplainedToken]
  /// The words that the tokens make, `<s>` and `</s>` among them.
  public let words: [ExplainedWord]
  /// What was cut off; nil if the whole text was read.
  public let unread: UnreadPart?

  enum CodingKeys: String, CodingKey {
    case text, instruction, tokens, words, unread
  }

  /// Puts a text together; every token is part of one word.
  public init(
    text: String, instruction: String, tokens: [ExplainedToken], words: [ExplainedWord],
    unread: UnreadPart?
  ) {
    self.text = text
    self.instruction = instruction
    self.tokens = tokens
    self.words = words
    self.unread = unread
  }

  /// The tokens of the whole text and those that the encoder read; the instruction's count.
  public var tokenCounts: TokenCounts {
    TokenCounts(seen: tokens.count + (unread?.tokenCount ?? 0), used: tokens.count)
  }
}
