/// A text as the model read it.
///
/// Every token is part of exactly one word, and both stand in the order of the text.
public struct ExplainedText: Equatable, Sendable {
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

  /// The number of tokens of the whole text, `<s>`, `</s>` and the instruction's included.
  public var tokensSeen: Int { tokens.count + (unread?.tokens ?? 0) }
}
