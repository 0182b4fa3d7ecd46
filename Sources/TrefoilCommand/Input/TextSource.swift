package import TrefoilFiles

/// Texts, in chunks: from the arguments, or from a reader.
package final class TextSource {
  private let reader: TextReader?
  private var arguments: ArraySlice<TextRecord>
  private let argumentCount: Int

  private init(reader: TextReader?, arguments: [TextRecord]) {
    self.reader = reader
    self.arguments = arguments[...]
    argumentCount = arguments.count
  }

  /// Texts that were given one by one; they are called 1, 2, ….
  package static func arguments(_ texts: [String]) -> TextSource {
    let records = texts.enumerated().map { TextRecord(text: $1, line: $0 + 1) }
    return TextSource(reader: nil, arguments: records)
  }

  /// The texts of a reader.
  package static func reader(_ reader: TextReader) -> TextSource {
    TextSource(reader: reader, arguments: [])
  }

  /// The share that is read, in `0...1`; nil if the whole is not known.
  package var fraction: Double? {
    if let reader { return reader.fraction }
    return argumentCount > 0 ? 1 - Double(arguments.count) / Double(argumentCount) : 1
  }

  /// The lines of blank text that were left out.
  package var blankLines: Int { reader?.blankLines ?? 0 }

  /// The next texts; empty at the end.
  ///
  /// - Throws: `FileError`, `LineError` or `CancellationError`.
  package func nextChunk() throws -> [TextRecord] {
    if let reader { return try reader.nextChunk() }
    defer { arguments = arguments.dropFirst(TextReader.chunkCount) }
    return Array(arguments.prefix(TextReader.chunkCount))
  }

  /// The error of a text that can't be used.
  package func error(_ cause: some LineFaultCause, of record: TextRecord) -> LineError {
    LineError(reader.map { .line(record.line, of: $0.name) } ?? .argument(record.line), cause)
  }
}
