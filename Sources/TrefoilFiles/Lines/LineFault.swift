/// Why a line of a text file can't be used, or a text that was given in its place.
public enum LineFault: Error, Equatable, Sendable {
  /// A byte of the line, counted from 0, is not UTF-8.
  case notUTF8(offset: Int, byte: UInt8)
  /// A byte of the line, counted from 0, is NUL.
  case nul(offset: Int)
  /// The line is longer than what is read at once, in bytes.
  case overlong(limit: Int)
  /// The line is not a JSON object; `reason` is a clause.
  case notJSON(reason: String)
  /// The object lacks a key.
  case missingKey(String)
  /// The object's value for a key is of another type.
  case wrongType(key: String, expected: String)
  /// A line of a TSV file has no tab.
  case noTab
  /// The id is empty.
  case emptyID
  /// The id stands in an earlier line too; nil where that line is not known.
  case repeatedID(String, firstLine: Int?)
  /// The text has more tokens than are allowed.
  case tooManyTokens(tokens: Int, limit: Int)
  /// The line has neither BEIR's three fields nor TREC's four.
  case notAJudgement(fields: Int)
  /// A grade is not a whole number.
  case notAGrade(String)
  /// An earlier line gives the same pair another grade.
  case contradiction(query: String, passage: String, grades: [Int])
  /// The line has fewer than the six fields of a TREC run.
  case notARunLine(fields: Int)
  /// A score is not a number.
  case notAScore(String)
  /// A passage is listed twice for one query.
  case repeatedPassage(String, query: String)
  /// The line names a query that the file of queries lacks.
  case unknownQuery(String)
  /// The line names a passage whose text is nowhere.
  case unknownPassage(String)
}

extension LineFault: CustomStringConvertible {
  /// What is wrong with the line, and what to do, as a clause.
  public var description: String {
    switch self {
    case .notUTF8(let offset, let byte):
      "byte \(offset) (\(Self.hexadecimal(byte))) is not UTF-8; convert the file, for instance with"
        + " iconv -t UTF-8"
    case .nul(let offset):
      "byte \(offset) is NUL, so this is binary or UTF-16 and not text; convert it to UTF-8"
    case .overlong(let limit):
      "the line is longer than \(limit) bytes; split its text"
    case .notJSON(let reason):
      "this is not a JSON object (\(reason)); write {\"id\": \"a\", \"text\": \"…\"} on one line"
    case .missingKey(let key):
      "the object has no “\(key)”; give every line one"
    case .wrongType(let key, let expected):
      "“\(key)” is not \(expected); write it as one"
    case .noTab:
      "there is no tab; write an id, a tab and the text, or choose --format text"
    case .emptyID:
      "the id is empty; give every line its own"
    case .repeatedID(let id, let firstLine):
      "the id “\(id)” is that of \(firstLine.map { "line \($0)" } ?? "an earlier line"); give every"
        + " line its own"
    case .tooManyTokens(let tokens, let limit):
      "the text has \(tokens) tokens and the limit is \(limit); shorten it, or choose"
        + " --truncation head or tail"
    case .notAJudgement(let fields):
      "a judgement is query, passage and grade with tabs between, or TREC's query, 0, passage and"
        + " grade, and this line has \(fields) fields; write one of the two"
    case .notAGrade(let text):
      "the grade “\(text)” is not a whole number; write one, such as 1"
    case .contradiction(let query, let passage, let grades):
      "passage “\(passage)” has the grades \(grades.map(\.description).joined(separator: " and "))"
        + " for query “\(query)”; keep one"
    case .notARunLine(let fields):
      "a TREC run has 6 fields a line (query Q0 passage rank score tag) and this line has"
        + " \(fields); write all six"
    case .notAScore(let text):
      "the score “\(text)” is not a number; write one, such as 0.5"
    case .repeatedPassage(let passage, let query):
      "passage “\(passage)” is listed twice for query “\(query)”; keep one"
    case .unknownQuery(let id):
      "query “\(id)” is not in the file of queries; add it there"
    case .unknownPassage(let id):
      "passage “\(id)” has no text; name a file that has it with --passages"
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "0x" + (digits.count < 2 ? "0" + digits : digits)
  }
}
