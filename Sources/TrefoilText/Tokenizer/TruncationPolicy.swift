/// What becomes of a text that has more tokens than the limit.
public enum TruncationPolicy: String, CaseIterable, Codable, Sendable {
  /// Keeps the beginning, as FlagEmbedding does.
  case head
  /// Keeps the end.
  case tail
  /// Refuses the text.
  case error
}
