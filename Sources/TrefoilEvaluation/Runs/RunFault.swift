public import TrefoilFiles

/// Why a line of a TREC run can't be used.
public enum RunFault: LineFaultCause {
  /// The line has neither the six fields of a TREC run nor MS MARCO's three.
  case notARunLine(fields: Int)
  /// A score is not a number.
  case notAScore(String)
  /// A passage is listed twice for one query.
  case repeatedPassage(String, query: String)

  /// What is wrong with the line, and what to do, as a clause.
  public var description: String {
    switch self {
    case .notARunLine(let fields):
      "a TREC run has 6 fields a line (query Q0 passage rank score tag) and this line has"
        + " \(fields); write all six, or MS MARCO's query, passage and rank"
    case .notAScore(let text):
      "the score “\(text)” is not a number; write one, such as 0.5"
    case .repeatedPassage(let passage, let query):
      "passage “\(passage)” is listed twice for query “\(query)”; keep one"
    }
  }
}
