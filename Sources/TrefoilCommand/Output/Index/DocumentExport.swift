internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilFormats
internal import TrefoilIndex
internal import TrefoilWire

/// Writes the documents of an index as JSON lines.
struct DocumentExport {
  private let index: Index
  private let path: FilePath

  init(_ index: Index, to path: FilePath) {
    self.index = index
    self.path = path
  }

  /// Writes some documents; gives the ids that are not there.
  func run(_ selection: DocumentSelection) async throws -> [Identifier] {
    let lines = try RecordLines(path: path)
    let writer = SerialWriter(lines)
    let missing = try await index.forEachDocument(selection) { document in
      try writer.withSink { lines throws(FileError) in
        try lines.write { $0.value(IndexedDocumentRecord(document)) }
      }
    }
    try lines.finish()
    return missing
  }
}
