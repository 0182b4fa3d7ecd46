internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// Documents as JSON lines, of one file after the other.
final class DocumentLines {
  private let readers: [LineReader]
  private var current = 0
  private var hasBegun = false
  /// The documents given so far.
  private(set) var count = 0

  /// Opens files, each before any is read.
  init(_ files: [FilePath]) throws {
    readers = try files.map { LineReader(try ByteSource(path: $0)) }
  }

  /// What an error calls the file of the document that was given last.
  var name: FilePath {
    FilePath(readers.isEmpty ? "" : readers[min(current, readers.count - 1)].name)
  }
  /// Where in it that document stands.
  var place: EmbeddingFileError.Place {
    readers.isEmpty ? .whole : .line(readers[min(current, readers.count - 1)].lineNumber)
  }

  /// The next document; nil at the end of the last file.
  ///
  /// - Throws: `FileError`; `LineError` for a line that is no document with an id.
  func next() throws -> IndexedDocument? {
    while current < readers.count {
      let lines = readers[current]
      if !hasBegun {
        hasBegun = true
        try lines.cutArray()
      }
      while let line = try lines.next() {
        do {
          let bytes = try line.content
          if Fields.isBlank(bytes) { continue }
          let record = try DocumentRecord(try JSONRecord(bytes))
          guard let id = record.id else { throw LineFault(TextFault.missingKey("id")) }
          count += 1
          return try IndexedDocument(record, id: id)
        } catch let fault as LineFault {
          throw LineError(.line(lines.lineNumber, of: lines.name), fault)
        }
      }
      current += 1
      hasBegun = false
    }
    return nil
  }
}
