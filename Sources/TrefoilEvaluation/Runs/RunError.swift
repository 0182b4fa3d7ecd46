public import TrefoilErrors

/// Why something can't be written to a TREC run.
public enum RunError: TrefoilError {
  /// A name is empty or has white space, which separates a run's fields.
  case unfitName(String)
  /// The run has none of the judged queries.
  case noJudgedQuery(run: String, found: String?)
}

extension RunError {
  /// Whose turn it is.
  public var kind: ErrorKind { .badData }

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .unfitName(let name):
      "The \(UnfitName(name)?.description ?? name)."
    case .noJudgedQuery(let run, let found):
      found.map {
        "The run “\(run)” has no query that is judged; it has “\($0)”, for instance. Compare its ids"
          + " with those of the judgements."
      } ?? "The run “\(run)” is empty."
    }
  }
}
