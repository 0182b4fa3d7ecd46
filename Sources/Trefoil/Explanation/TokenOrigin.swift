/// Where a token of an explained text comes from.
public enum TokenOrigin: String, CaseIterable, Codable, Sendable {
  /// The caller's own text.
  case text
  /// The instruction that the model has before its texts, such as `query: `.
  case instruction
  /// The tokenizer, which puts `<s>` before every text and `</s>` behind.
  case added
}
