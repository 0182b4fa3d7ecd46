internal import Trefoil
public import TrefoilErrors

/// Lexical weights that an index can't keep.
public enum PostingsError: TrefoilError {
  /// A token's number is outside every vocabulary, in the row that would be written.
  case token(Int32, row: Int)
  /// A weight is beyond what fp16 holds.
  case weight(Float, token: Int32, row: Int)
  /// There are more rows than a segment can number.
  case rows(Int)

  /// Whose turn it is.
  public var kind: ErrorKind { .badData }

  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .token(let token, let row):
      "Row \(row) has a weight for token \(token), but an index keeps tokens of 0 to"
        + " \(PostingsLayout.largestToken). Encode the texts with the model of this index."
    case .weight(let weight, let token, let row):
      "Row \(row) has weight \(weight) for token \(token), and an index keeps weights up to"
        + " 65504. Check the model's sparse head."
    case .rows(let count):
      "A segment of \(count) rows is more than the \(LexicalRowsLayout.largestRowCount) that it can"
        + " number. Use several segments."
    }
  }
}
