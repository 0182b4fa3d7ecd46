/// Why a line holds no text, or no record of a text.
public enum TextFault: LineFaultCause {
  /// A byte of the line, counted from 0, is not UTF-8.
  case notUTF8(offset: Int, byte: UInt8)
  /// A byte of the line, counted from 0, is NUL.
  case nul(offset: Int)
  /// The line is longer than what is read at once, in bytes.
  case overlong(limit: Int)
  /// The line is not a JSON object.
  case notJSON(JSONFlaw)
  /// The file ends before its array does.
  case unfinishedArray
  /// A comma of the file's array has no element before it or behind it.
  case missingElement
  /// The object lacks a key.
  case missingKey(String)
  /// The object's value for a key is of another type.
  case wrongType(key: String, expected: String)
  /// A line of a TSV file has no tab.
  case noTab
  /// A line of a TSV file has fewer fields than its first line names.
  case missingColumns(Int)
  /// The id is empty.
  case emptyID
  /// The id stands in an earlier line too; nil where that line is not known.
  case repeatedID(String, firstLine: Int?)

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
    case .notJSON(let flaw):
      "this is not a JSON object such as {\"id\": \"a\", \"text\": \"…\"}: \(flaw)"
    case .unfinishedArray:
      "the file ends within its array; get the whole file"
    case .missingElement:
      "the array has a comma without an element beside it; remove the comma"
    case .missingKey(let key):
      "the object has no “\(key)”; give every line one"
    case .wrongType(let key, let expected):
      "“\(key)” is not \(expected); write it as one"
    case .noTab:
      "there is no tab; write an id, a tab and the text, or choose --format text"
    case .missingColumns(let count):
      "the line has \(count) fields, fewer than the first line names; write them all"
    case .emptyID:
      "the id is empty; give every line its own"
    case .repeatedID(let id, let firstLine):
      "the id “\(id)” is that of \(firstLine.map { "line \($0)" } ?? "an earlier line"); give every"
        + " line its own"
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "0x" + (digits.count < 2 ? "0" + digits : digits)
  }
}
