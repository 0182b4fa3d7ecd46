/// Which of a model's instructions is put before a text.
public enum TextRole: String, CaseIterable, Codable, Sendable {
  /// The instruction for queries, such as `query: `.
  case query
  /// The instruction for passages, such as `passage: `.
  case passage
  /// No instruction: the text as it is.
  case plain = "none"
}
