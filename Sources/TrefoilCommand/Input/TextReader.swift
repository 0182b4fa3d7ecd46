package import TrefoilFiles

/// Reads texts from a source, a chunk at a time.
package final class TextReader {
  /// The lines of blank text that were left out.
  package private(set) var blankLines = 0
  private let lines: LineReader
  private let format: InputFormat
  private let parser: RecordParser
  private let keepsBlankTexts: Bool
  private let badLines: BadLines

  /// Texts in a chunk: enough to fill batches with texts of like length.
  package static let chunkCount = 512
  /// Bytes after which a chunk ends: a few batches, so that long texts show progress.
  package static let chunkBytes = 1 << 18

  /// Reads from lines.
  ///
  /// - Parameters: `keepsBlankTexts` tells whether a blank line of format `text` is a text.
  package init(
    _ lines: LineReader, format: InputFormat, keepsBlankTexts: Bool, badLines: BadLines
  ) {
    self.lines = lines
    self.format = format
    parser = RecordParser(format)
    self.keepsBlankTexts = keepsBlankTexts
    self.badLines = badLines
  }

  /// What messages call the source.
  package var name: String { lines.name }
  /// The share of the file that is read, in `0...1`; nil for a pipe.
  package var fraction: Double? { lines.fraction }

  /// The next text; nil at the end, and, if `waiting` is false, where the next is yet to come.
  ///
  /// - Throws: `FileError`; `LineError` for a line that can't be used, unless those are skipped.
  package func next(waiting: Bool = true) throws -> TextRecord? {
    while let line = try lines.next(waiting: waiting) {
      do throws(LineFault) {
        guard let record = try parser.record(try line.content, line: lines.lineNumber) else {
          continue
        }
        if keepsBlankTexts || format != .text || !Fields.isBlank(record.text.utf8) {
          return record
        }
        blankLines += 1
      } catch {
        try badLines.report(LineError(.line(lines.lineNumber, of: name), error))
      }
    }
    return nil
  }

  /// The next texts: as many as are there without waiting, up to a chunk; empty at the end.
  ///
  /// - Throws: as `next(waiting:)`.
  package func nextChunk() throws -> [TextRecord] {
    var chunk: [TextRecord] = []
    var bytes = 0
    while chunk.count < Self.chunkCount && bytes < Self.chunkBytes,
      let record = try next(waiting: chunk.isEmpty)
    {
      chunk.append(record)
      bytes += record.text.utf8.count
    }
    return chunk
  }
}
