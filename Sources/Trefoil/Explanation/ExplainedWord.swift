/// One token, or several in a row, that a person reads as a word.
///
/// Tokens between two spaces are one word. In scripts that are written without spaces, such as
/// Chinese, Japanese and Thai, each token is a word of its own.
public struct ExplainedWord: Equatable, Codable, Sendable {
  /// The word as it is written; for `<s>` and `</s>` their names.
  public let text: String
  /// Where it comes from; text, if any of its tokens does.
  public let origin: TokenOrigin
  /// Its UTF-8 offsets in the caller's text; nil for other origins.
  public let range: Range<Int>?
  /// The indices of its tokens, one or more.
  public let tokens: Range<Int>

  /// Puts a word together.
  public init(text: String, origin: TokenOrigin, range: Range<Int>?, tokens: Range<Int>) {
    self.text = text
    self.origin = origin
    self.range = range
    self.tokens = tokens
  }
}
