/// What the model did not read of a text that was over the limit.
public struct UnreadPart: Equatable, Sendable {
  /// The number of tokens, above zero.
  public let tokens: Int
  /// Their UTF-8 offsets in the caller's text; nil if only the instruction was cut.
  public let range: Range<Int>?
}
