package import TrefoilFiles

/// Texts, in chunks: from the arguments, or from readers one after the other.
package final class TextSource {
  private let readers: [TextReader]
  private var current = 0
  private var arguments: ArraySlice<TextRecord>
  private let argumentCount: Int

  private init(readers: [TextReader], arguments: [TextRecord]) {
    self.readers = readers
    self.arguments = arguments[...]
    argumentCount = arguments.count
  }

  /// Texts that were given one by one; they are called 1, 2, ….
  package static func arguments(_ texts: [String]) -> TextSource {
    let records = texts.enumerated().map { TextRecord(text: $1, line: $0 + 1) }
    return TextSource(readers: [], arguments: records)
  }

  /// The texts of readers, in their order; a text without an id is called by its line, counted on
  /// from reader to reader as if all were one.
  package static func readers(_ readers: [TextReader]) -> TextSource {
    TextSource(readers: readers, arguments: [])
  }

  /// What messages call the source of the texts that were given last; nil for arguments.
  package var name: String? { reader?.name }

  private var reader: TextReader? { readers.isEmpty ? nil : readers[current] }

  /// The share that is read, in `0...1`; nil if the whole is not known.
  package var fraction: Double? {
    if !readers.isEmpty {
      var sum = 0.0
      for reader in readers {
        guard let fraction = reader.fraction else { return nil }
        sum += fraction
      }
      return sum / Double(readers.count)
    }
    return argumentCount > 0 ? 1 - Double(arguments.count) / Double(argumentCount) : 1
  }

  /// The lines of blank text that were left out.
  package var blankLines: Int { readers.reduce(0) { $0 + $1.blankLines } }

  /// The next texts; empty at the end.
  ///
  /// - Throws: `FileError`, `LineError` or `CancellationError`.
  package func nextChunk() throws -> [TextRecord] {
    while let reader {
      let chunk = try reader.nextChunk()
      guard chunk.isEmpty && current < readers.count - 1 else { return chunk }
      current += 1
      readers[current].linesBefore = reader.linesBefore + reader.lineCount
      readers[current].recordsBefore = reader.recordsBefore + reader.recordCount
    }
    defer { arguments = arguments.dropFirst(TextReader.chunkCount) }
    return Array(arguments.prefix(TextReader.chunkCount))
  }

  /// The error of a text that can't be used.
  package func error(_ cause: some LineFaultCause, of record: TextRecord) -> LineError {
    LineError(reader.map { .line(record.line, of: $0.name) } ?? .argument(record.line), cause)
  }
}
