public import TrefoilErrors

/// What can be wrong with hybrid weights.
public enum ScoringError: TrefoilError {
  /// A weight is negative, infinite or not a number.
  case invalidWeight(name: String, value: Float)
  /// Every weight is zero, so there is nothing to rank by.
  case noWeight
  /// The text does not read as weights.
  case unreadable(text: String, reason: String)

  /// Whose turn it is.
  public var kind: ErrorKind { .usage }

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .invalidWeight(let name, let value):
      "The \(name) weight is \(value), but a weight is a finite number, zero or above."
    case .noWeight:
      "All weights are zero; give at least one of dense, sparse and colbert a weight above zero."
    case .unreadable(let text, let reason):
      "Can't read the weights “\(text)”: \(reason). Write them as 1,0.3,1 (dense, sparse,"
        + " colbert) or by name, as dense=1,sparse=0.3."
    }
  }
}
