/// Why a line of input can't be used.
package enum LineProblem: Error, Equatable, Sendable {
  /// A byte of the line, counted from 0, is not UTF-8.
  case notUTF8(offset: Int, byte: UInt8)
  /// A byte of the line, counted from 0, is NUL.
  case nul(offset: Int)
  /// The line is longer than the reader holds.
  case overlong(limit: Int)
  /// The line is not a JSON object.
  case notJSON(reason: String)
  /// The object lacks a key.
  case missingKey(String)
  /// The object's value for a key is of another type.
  case wrongType(key: String, expected: String)
  /// A line of a TSV file has no tab.
  case noTab
  /// The id is empty.
  case emptyID
  /// The text has more tokens than are allowed.
  case tooManyTokens(tokens: Int, limit: Int)
  /// A line of a TREC run does not have six fields.
  case notARunLine(fields: Int)
  /// The run names a query that the queries' file lacks.
  case unknownQuery(id: String)
  /// The run names a passage that the passages' file lacks, or no such file is given.
  case unknownPassage(id: String)
  /// A passage is named twice for one query.
  case repeatedPassage(id: String, query: String)
  /// An id stands twice in a file.
  case repeatedID(String)
}

extension LineProblem: CustomStringConvertible {
  /// What is wrong with the line, and what to do.
  package var description: String {
    switch self {
    case .notUTF8(let offset, let byte):
      "byte \(offset) (\(hexadecimal(byte))) is not UTF-8; convert the file, for instance with"
        + " iconv -t UTF-8"
    case .nul(let offset):
      "byte \(offset) is NUL, so this is binary or UTF-16 and not text; convert it to UTF-8"
    case .overlong(let limit):
      "the line is longer than \(limit) bytes; split it"
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
    case .tooManyTokens(let tokens, let limit):
      "the text has \(tokens) tokens and the limit is \(limit); shorten it, or choose"
        + " --truncation head or tail"
    case .notARunLine(let fields):
      "a TREC run has 6 fields a line (query Q0 passage rank score tag) and this line has"
        + " \(fields); write all six"
    case .unknownQuery(let id):
      "query “\(id)” is not in the file of queries; add it there"
    case .unknownPassage(let id):
      "passage “\(id)” has no text; name a file that has it with --passages"
    case .repeatedPassage(let id, let query):
      "passage “\(id)” is listed twice for query “\(query)”; keep one"
    case .repeatedID(let id):
      "the id “\(id)” was used before; give every line its own"
    }
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "0x" + (digits.count < 2 ? "0" + digits : digits)
  }
}
