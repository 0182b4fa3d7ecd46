/// Which of a model's instructions is put before a text.
public enum TextRole: String, CaseIterable, Codable, Sendable {
  /// The instruction for queries, such as `query: `.
  case query
  /// The instruction for passages, such as `passage: `.
  case passage
  /// Neither: the text as it is, behind the model's default prompt if it has one, which few do.
  case plain = "none"
}
