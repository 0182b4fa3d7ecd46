/// The row of a passage that one row of a query matches best.
public struct TokenMatch: Equatable, Sendable {
  /// The passage's row, from 0; the first of equals.
  public let passageRow: Int
  /// The inner product of the two rows, in `-1...1` for unit rows.
  public let similarity: Float

  /// Puts a match together.
  public init(passageRow: Int, similarity: Float) {
    self.passageRow = passageRow
    self.similarity = similarity
  }
}
