public import TrefoilFiles

/// Why a line of a TREC run can't be used.
public enum RunFault: LineFaultCause {
  /// The line has neither the six fields of a TREC run nor MS MARCO's three.
  case notARunLine(fields: Int)
  /// The third of MS MARCO's three fields is not a rank.
  case notARank(String)
  /// A score is not a number.
  case notAScore(String)
  /// A passage is listed twice for one query.
  case repeatedPassage(String, query: String)
  /// The line's id can't stand in a run, to which it is to be written.
  case unfitName(String)

  /// What is wrong with the line, and what to do, as a clause.
  public var description: String {
    switch self {
    case .notARunLine(let fields):
      "a TREC run has 6 fields a line (query Q0 passage rank score tag) and this line has"
        + " \(fields); write all six, or MS MARCO's query, passage and rank"
    case .notARank(let text):
      "MS MARCO's lines have query, passage and rank, and “\(text)” is not a rank, a whole number"
        + " from 1 on; correct it, or leave out a line that names the columns"
    case .notAScore(let text):
      "the score “\(text)” is not a number; write one, such as 0.5"
    case .repeatedPassage(let passage, let query):
      "passage “\(passage)” is listed twice for query “\(query)”; keep one"
    case .unfitName(let name):
      "the \(UnfitName(name)?.description ?? name)"
    }
  }
}
