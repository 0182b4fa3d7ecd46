/// How many tokens a text has, and how many of them were read.
public struct TokenCounts: Hashable, Codable, Sendable {
  /// The tokens of the whole text, with those that the tokenizer adds.
  public let seen: Int
  /// The tokens that the encoder read; fewer than `seen` if the text was cut.
  public let used: Int

  /// Takes the counts; `used` is at most `seen`.
  public init(seen: Int, used: Int) {
    precondition(used <= seen, "\(used) tokens used of \(seen)")
    self.seen = seen
    self.used = used
  }

  /// Whether the text was longer than the limit and lost tokens.
  public var wasTruncated: Bool { used < seen }
}
