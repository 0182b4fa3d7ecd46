/// What the model did not read of a text that was over the limit.
public struct UnreadPart: Equatable, Codable, Sendable {
  /// The number of tokens, above zero.
  public let tokenCount: Int
  /// Their UTF-8 offsets in the caller's text; nil if only the instruction was cut.
  public let range: Range<Int>?

  /// Describes what was not read.
  public init(tokenCount: Int, range: Range<Int>?) {
    self.tokenCount = tokenCount
    self.range = range
  }
}
