/// A tokenizer that was read from a model's directory.
public struct OpenedTokenizer: Sendable {
  /// The tokenizer.
  public let tokenizer: any Tokenizer
  /// What a user should know of its files, a sentence each: keys whose meaning is not known, and
  /// parts that the reference passes over too.
  public let notices: [String]
}
