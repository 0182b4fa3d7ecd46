package import TrefoilFiles
internal import TrefoilIndex

/// Reads one line after the other as texts of a format.
package struct RecordParser {
  private let format: InputFormat
  private let needsIDs: Bool
  private var columns: TextColumns?
  private var hasBegun = false

  /// Makes a parser; with `needsIDs` a line of JSONL without an id is a fault, and not called by its
  /// number.
  package init(_ format: InputFormat, needsIDs: Bool = false) {
    self.format = format
    self.needsIDs = needsIDs
  }

  /// Reads a line; nil for one that names columns, and for a blank line of a format that has keys or
  /// ids.
  ///
  /// - Parameters: `number` is what a text without an id is called; nil for that of the line.
  package mutating func record(
    _ bytes: ArraySlice<UInt8>, line: Int, number: Int? = nil
  ) throws(LineFault) -> TextRecord? {
    if format != .text && Fields.isBlank(bytes) { return nil }
    switch format {
    case .text:
      return TextRecord(
        id: "\(number ?? line)", text: try Fields.text(bytes), line: line)
    case .tsv:
      return try tabbed(bytes, line)
    case .jsonl:
      let record = try DocumentRecord(try JSONRecord(bytes))
      guard let id = record.id ?? (needsIDs ? nil : "\(number ?? line)") else {
        throw LineFault(TextFault.missingKey("_id"))
      }
      let document = try record.document(id: id)
      return TextRecord(
        id: id, title: document.title, text: document.text,
        // Metadata that are no object are kept as such, for those to refuse who want them.
        metadata: record.metadataJSON ?? (record.hasOtherMetadata ? "[]" : nil), line: line)
    }
  }

  private mutating func tabbed(
    _ bytes: ArraySlice<UInt8>, _ line: Int
  ) throws(LineFault) -> TextRecord? {
    let fields = try Fields.betweenTabs(bytes)
    if !hasBegun {
      hasBegun = true
      columns = TextColumns(names: fields)
      if columns != nil { return nil }
      if fields.count == 4, Int(fields[0]) != nil, Int(fields[1]) != nil {
        throw LineFault(CandidateFault.pairs)
      }
    }
    guard fields.count > 1 else { throw LineFault(TextFault.noTab) }
    guard let columns else {
      guard !fields[0].isEmpty else { throw LineFault(TextFault.emptyID) }
      return TextRecord(
        id: fields[0], text: fields.dropFirst().joined(separator: "\t"), line: line)
    }
    guard let document = columns.document(fields) else {
      throw LineFault(TextFault.missingColumns(fields.count))
    }
    guard !document.id.text.isEmpty else { throw LineFault(TextFault.emptyID) }
    return TextRecord(
      id: document.id.text, title: document.title, text: document.text, line: line)
  }
}
