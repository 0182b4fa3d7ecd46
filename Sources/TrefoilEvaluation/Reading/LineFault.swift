/// Why a line of a data set, of judgements or of a run can't be used.
public enum LineFault: Error, Equatable, Sendable {
  /// The line is not UTF-8, or has a NUL.
  case notText
  /// The line is longer than what is read at once, in bytes.
  case overlong(limit: Int)
  /// The line is not a JSON object.
  case notJSON
  /// The object lacks a field.
  case missingField(String)
  /// A field's value is of another type.
  case wrongType(field: String, expected: String)
  /// The id is empty.
  case emptyID
  /// The id stands in an earlier line too.
  case repeatedID(String, firstLine: Int)
  /// The line has neither BEIR's three fields nor TREC's four.
  case notAJudgement(fields: Int)
  /// A grade is not a whole number.
  case notAGrade(String)
  /// An earlier line gives the same pair another grade.
  case contradiction(query: String, passage: String, grades: [Int])
  /// The line has fewer than a run's six fields.
  case notARunLine(fields: Int)
  /// A score is not a number.
  case notAScore(String)
  /// A passage is listed twice for one query.
  case repeatedPassage(String, query: String)
}

extension LineFault: CustomStringConvertible {
  /// What is wrong with the line, and what to do.
  public var description: String {
    switch self {
    case .notText:
      "the line is not UTF-8 text; convert the file"
    case .overlong(let limit):
      "the line is longer than \(limit) bytes; split its text"
    case .notJSON:
      "the line is not a JSON object; write {\"_id\": \"a\", \"text\": \"…\"} on one line"
    case .missingField(let field):
      "the object has no “\(field)”; give every line one"
    case .wrongType(let field, let expected):
      "“\(field)” is not \(expected); write it as one"
    case .emptyID:
      "the id is empty; give every line its own"
    case .repeatedID(let id, let firstLine):
      "the id “\(id)” is that of line \(firstLine); give every line its own"
    case .notAJudgement(let fields):
      "a judgement is query, passage and grade with tabs between, or TREC's query, 0, passage and"
        + " grade, and this line has \(fields) fields; write one of the two"
    case .notAGrade(let text):
      "the grade “\(text)” is not a whole number; write one, such as 1"
    case .contradiction(let query, let passage, let grades):
      "passage “\(passage)” has the grades \(grades.map(\.description).joined(separator: " and "))"
        + " for query “\(query)”; keep one"
    case .notARunLine(let fields):
      "a run has 6 fields a line (query Q0 passage rank score tag) and this line has \(fields);"
        + " write all six"
    case .notAScore(let text):
      "the score “\(text)” is not a number; write one, such as 0.5"
    case .repeatedPassage(let passage, let query):
      "passage “\(passage)” is listed twice for query “\(query)”; keep one"
    }
  }
}
