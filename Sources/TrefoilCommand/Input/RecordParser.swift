package import TrefoilFiles
internal import TrefoilIndex

/// Reads one line after the other as texts of a format.
package struct RecordParser {
  private let format: InputFormat
  private let json = JSONLine()

  /// Makes a parser.
  package init(_ format: InputFormat) {
    self.format = format
  }

  /// Reads a line; nil for a blank line of a format that has keys or ids.
  package func record(
    _ bytes: ArraySlice<UInt8>, line: Int
  ) throws(LineFault) -> TextRecord? {
    if format != .text && Fields.isBlank(bytes) { return nil }
    switch format {
    case .text:
      return TextRecord(text: try Fields.text(bytes), line: line)
    case .tsv:
      let content = try Fields.text(bytes)
      guard let tab = content.utf8.firstIndex(of: UInt8(ascii: "\t")) else {
        throw LineFault(TextFault.noTab)
      }
      guard tab > content.startIndex else { throw LineFault(TextFault.emptyID) }
      let text = content[content.utf8.index(after: tab)...]
      return TextRecord(id: String(content[..<tab]), text: String(text), line: line)
    case .jsonl:
      let document = Document(try json.decode(DocumentRecord.self, from: bytes), id: "\(line)")
      guard !document.id.isEmpty else { throw LineFault(TextFault.emptyID) }
      return TextRecord(id: document.id, text: document.content, line: line)
    }
  }
}
