/// Reads one line as a text of a format.
package enum RecordParser {
  /// Checks that a line is text: UTF-8 without NUL.
  package static func string(_ bytes: ArraySlice<UInt8>) throws(LineProblem) -> String {
    if let nul = bytes.firstIndex(of: 0) { throw .nul(offset: nul - bytes.startIndex) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let offset = firstFault(bytes)
      throw .notUTF8(offset: offset, byte: bytes[bytes.startIndex + offset])
    }
    return text
  }

  /// Reads a line; nil for a blank line of a format that has keys or ids.
  package static func record(
    _ bytes: ArraySlice<UInt8>, line: Int, format: InputFormat
  ) throws(LineProblem) -> TextRecord? {
    let content = try string(bytes)
    if format != .text && isBlank(content) { return nil }
    switch format {
    case .text:
      return TextRecord(text: content, line: line)
    case .tsv:
      guard let tab = content.utf8.firstIndex(of: UInt8(ascii: "\t")) else { throw .noTab }
      guard tab > content.startIndex else { throw .emptyID }
      let text = content[content.utf8.index(after: tab)...]
      return TextRecord(id: String(content[..<tab]), text: String(text), line: line)
    case .jsonl:
      let record = try decodeLine(JSONRecord.self, content)
      if record.id == "" { throw .emptyID }
      return TextRecord(id: record.id, text: record.text, line: line)
    }
  }

  /// Whether a text has nothing but spaces and tabs.
  package static func isBlank(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  private static func firstFault(_ bytes: ArraySlice<UInt8>) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var offset = 0
    while case .valid(let scalar) = parser.parseScalar(from: &rest) { offset += scalar.count }
    return min(offset, bytes.count - 1)
  }
}
