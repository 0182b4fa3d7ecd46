public import TrefoilFiles

/// Why a line of judgements can't be used.
public enum JudgementFault: LineFaultCause {
  /// The line has not the columns that the first line names, nor BEIR's three or TREC's four.
  case notAJudgement(fields: Int)
  /// A grade is not a whole number.
  case notAGrade(String)
  /// An earlier line gives the same pair another grade.
  case contradiction(query: String, passage: String, grades: [Int])

  /// What is wrong with the line, and what to do, as a clause.
  public var description: String {
    switch self {
    case .notAJudgement(let fields):
      "a judgement is query, passage and grade with tabs between, or TREC's query, 0, passage and"
        + " grade, and this line has \(fields) fields; write one of the two, or name the columns in"
        + " the first line"
    case .notAGrade(let text):
      "the grade “\(text)” is not a whole number; write one, such as 1"
    case .contradiction(let query, let passage, let grades):
      "passage “\(passage)” has the grades \(grades.map(\.description).joined(separator: " and "))"
        + " for query “\(query)”; keep one"
    }
  }
}
