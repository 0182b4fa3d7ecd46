internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// Embeddings as JSON lines: what `trefoil encode` and `trefoil index export` write, or FlagEmbedding's
/// whole answer as one object with a list for each output.
final class LineRows: EmbeddingRows {
  let file: FilePath
  private let lines: LineReader
  /// The rows of an object of lists that are yet to be given, the last first.
  private var waiting: [EmbeddingRow] = []
  private var hasBegun = false

  /// The longest line that is read, in bytes: 8,192 token vectors of 1,024 numbers take some 90 MiB.
  private static let lineLimit = 128 << 20

  /// Opens a file, or standard input for `-`.
  init(_ file: FilePath) throws(FileError) {
    self.file = file
    lines = LineReader(try ByteSource(path: file), lineLimit: Self.lineLimit)
  }

  var fraction: Double? { lines.fraction }

  func next() throws -> EmbeddingRow? {
    if !hasBegun {
      hasBegun = true
      try lines.cutArray()
    }
    while true {
      if let row = waiting.popLast() { return row }
      guard let line = try lines.next() else { return nil }
      do {
        let bytes = try line.content
        if Fields.isBlank(bytes) { continue }
        let record = try JSONRecord(bytes)
        let parts = LineParts(record, file: file, line: lines.lineNumber)
        guard parts.areLists else {
          return try row(record, parts)
        }
        waiting = try parts.rows().reversed()
      } catch let error as LineFault {
        throw LineError(.line(lines.lineNumber, of: lines.name), error)
      }
    }
  }

  private func row(_ record: JSONRecord, _ parts: LineParts) throws -> EmbeddingRow {
    var row = try parts.row()
    let document = try DocumentRecord(record)
    row.id = document.id
    if document.text != nil || !document.title.isEmpty {
      guard let id = document.id else { throw LineFault(TextFault.missingKey("id")) }
      row.document = try IndexedDocument(document, id: id)
    }
    row.model = try record.string(["model"])
    return row
  }
}

extension IndexedDocument {
  /// The document of a line.
  ///
  /// - Throws: `LineFault`; `IndexError.invalidMetadata`.
  init(_ record: DocumentRecord, id: String) throws {
    let document = try record.document(id: id)
    guard !record.hasOtherMetadata else {
      throw IndexError.invalidMetadata(reason: "they have another type")
    }
    self.init(
      id: document.id, title: document.title, text: document.text,
      metadata: try record.metadataJSON.map { try Metadata(json: $0) } ?? .none)
  }
}
