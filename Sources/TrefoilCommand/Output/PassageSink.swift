internal import SystemPackage
internal import Synchronization
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilFormats
internal import TrefoilIndex
internal import TrefoilWire

/// Where passages of an index go.
protocol PassageSink: AnyObject {
  /// Takes a passage.
  func write(_ passage: StoredPassage) throws(FileError)
  /// Called once, after the last passage.
  func finish() throws(FileError)
}

/// Writes the passages of an index to a sink.
struct PassageExport {
  private let index: Index
  private let sink: any PassageSink

  init(_ index: Index, to sink: any PassageSink) {
    self.index = index
    self.sink = sink
  }

  /// Writes those of some documents; gives the ids that are not there.
  func run(_ selection: DocumentSelection) async throws -> [Identifier] {
    let writer = SerialWriter(sink)
    let missing = try await index.forEachPassage(selection) { passage in
      try writer.withSink { sink throws(FileError) in try sink.write(passage) }
    }
    try sink.finish()
    return missing
  }
}

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

/// Lends a sink to calls that come from other threads, one after the other.
///
/// It is `Sendable` because `withSink` is the only way to the sink, and holds the lock.
private final class SerialWriter<Sink>: @unchecked Sendable {
  private let lock = Mutex(())
  private let sink: Sink

  init(_ sink: Sink) {
    self.sink = sink
  }

  func withSink(_ body: (Sink) throws(FileError) -> Void) throws(FileError) {
    try lock.withLock { _ throws(FileError) in try body(sink) }
  }
}

/// JSON lines in a file that appears when it is whole, or on standard output.
final class RecordLines {
  private let file: AtomicFile
  private var json = JSONText()

  init(path: FilePath) throws(FileError) {
    file = try AtomicFile(path: path)
  }

  /// Writes a line.
  func write(_ body: (inout JSONText) -> Void) throws(FileError) {
    json.removeAll()
    body(&json)
    json.endLine()
    try file.write(json.bytes)
  }

  /// Passes on what is left, and gives the file its name.
  func finish() throws(FileError) {
    try file.commit()
  }
}

/// Writes passages as JSON lines.
final class PassageLines: PassageSink {
  private let lines: RecordLines
  private let model: String

  /// Writes to a file, or to standard output for `-`; `model` is the fingerprint of the index's.
  init(path: FilePath, model: String) throws(FileError) {
    lines = try RecordLines(path: path)
    self.model = model
  }

  func write(_ passage: StoredPassage) throws(FileError) {
    try lines.write { StoredPassageRecord(passage, model: model).write(to: &$0) }
  }

  func finish() throws(FileError) {
    try lines.finish()
  }
}
