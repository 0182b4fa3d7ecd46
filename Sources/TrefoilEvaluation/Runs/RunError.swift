public import TrefoilErrors

/// Why something can't be written to a TREC run.
public enum RunError: TrefoilError {
  /// A name is empty or has white space, which separates a run's fields, or it is a query's that
  /// starts with `#`, which starts a comment.
  case unfitName(String)
}

extension RunError {
  /// Whose turn it is.
  public var kind: ErrorKind { .badData }

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .unfitName(let name):
      "The name “\(name)” can't stand in a TREC run. Give the queries, the passages and the run"
        + " names without white space, and no query one that starts with #."
    }
  }
}
