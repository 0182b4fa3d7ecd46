package import Trefoil
package import TrefoilFiles
internal import TrefoilFormats
internal import TrefoilWire

/// Writes embeddings as JSON lines to standard output, or to a file once all are there.
package final class EmbeddingLines: EmbeddingSink {
  private let sink: any ByteSink
  private let file: AtomicFile?
  private var json = JSONText()

  /// Writes to a file, or to standard output if `file` is nil.
  package init(file: AtomicFile? = nil) {
    self.file = file
    sink = file ?? StandardOutput()
  }

  /// Writes one line, with the outputs that the embedding has.
  package func write(_ embedding: Embedding, of record: TextRecord) throws(FileError) {
    json.removeAll()
    json.value(EmbeddingRecord(embedding, id: record.id))
    json.endLine()
    try sink.write(json.bytes)
  }

  /// Passes on whole lines.
  package func endChunk() throws(FileError) {
    try sink.flush()
  }

  /// Passes on what is left, and gives the file its name.
  package func finish() throws(FileError) {
    try sink.flush()
    try file?.commit()
  }
}
