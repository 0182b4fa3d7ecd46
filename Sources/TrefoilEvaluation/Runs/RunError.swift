public import TrefoilErrors

/// Why something can't be written to a TREC run.
public enum RunError: TrefoilError {
  /// A name is empty or has white space, which separates a run's fields.
  case unfitName(String)
}

extension RunError {
  /// Whose turn it is.
  public var kind: ErrorKind { .badData }

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .unfitName(let name):
      "The name “\(name)” is empty or has white space, which a TREC run can't hold. Give it another,"
        + " or write JSON instead."
    }
  }
}
