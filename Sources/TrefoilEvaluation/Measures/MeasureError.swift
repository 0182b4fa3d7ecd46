public import TrefoilErrors

/// Why a text does not name a measure.
public enum MeasureError: TrefoilError {
  /// The measure needs a cutoff and has none.
  case noCutoff(String)
  /// No measure has this name.
  case unknownKind(String)
  /// The cutoff is not a whole number above zero.
  case invalidCutoff(String, measure: String)
  /// What stands in brackets is no relevance level.
  case invalidLevel(String, measure: String)
}

extension MeasureError {
  /// Whose turn it is.
  public var kind: ErrorKind { .usage }

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .noCutoff(let text):
      "“\(text)” does not say how many passages count. Write a measure and a number, such as"
        + " ndcg@10."
    case .unknownKind(let kind):
      "There is no measure “\(kind)”. Choose one of"
        + " \(Measure.Kind.allCases.map(\.rawValue).joined(separator: ", ")), or trec_eval's or"
        + " ir_measures' name of one of them."
    case .invalidLevel(let level, let measure):
      "“\(level)” in “\(measure)” is no relevance level. Write one, such as (rel=2)."
    case .invalidCutoff(let cutoff, let measure):
      "“\(cutoff)” in “\(measure)” is not a whole number above zero. Write one, such as 10."
    }
  }
}
