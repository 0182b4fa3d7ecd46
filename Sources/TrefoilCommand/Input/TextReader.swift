package import TrefoilFiles

/// Reads texts from a source, a chunk at a time.
package final class TextReader {
  /// The lines of blank text that were left out.
  package private(set) var blankLines = 0
  /// The lines of what was read before this, by which lines without an id are counted on.
  package var linesBefore = 0
  /// The records of what was read before this.
  package var recordsBefore = 0
  private let lines: LineReader
  private let options: Options
  private let badLines: BadLines
  private var parser: RecordParser?
  private var format = InputFormat.text

  /// How texts are read.
  package struct Options {
    /// How they are laid out; nil if the source's name tells, else its first bytes.
    package var format: InputFormat?
    /// Whether a blank line of format `text` is a text.
    package var keepsBlankTexts = false
    /// Whether every text must have an id, because it is joined with another file's.
    package var needsIDs = false
    /// Told of a format that the first bytes told, if it is not text.
    package var onRecognized: (InputFormat) -> Void = { _ in }

    /// Makes the options.
    package init(format: InputFormat? = nil, keepsBlankTexts: Bool = false, needsIDs: Bool = false)
    {
      self.format = format
      self.keepsBlankTexts = keepsBlankTexts
      self.needsIDs = needsIDs
    }
  }

  /// Texts in a chunk: enough to fill batches with texts of like length.
  package static let chunkCount = 512
  /// Bytes after which a chunk ends: a few batches, so that long texts show progress.
  package static let chunkBytes = 1 << 18

  /// Reads from lines.
  package init(_ lines: LineReader, _ options: Options, badLines: BadLines) {
    self.lines = lines
    self.options = options
    self.badLines = badLines
  }

  /// What messages call the source.
  package var name: String { lines.name }
  /// The lines read so far.
  package var lineCount: Int { lines.lineNumber }
  /// The records read so far: lines, or the objects of an array.
  package var recordCount: Int { lines.count }
  /// The share of the file that is read, in `0...1`; nil for a pipe.
  package var fraction: Double? { lines.fraction }

  /// The next text; nil at the end, and, if `waiting` is false, where the next is yet to come.
  ///
  /// - Throws: `FileError`; `TextInputError` for texts that lack ids; `LineError` for a line that
  ///   can't be used, unless those are skipped.
  package func next(waiting: Bool = true) throws -> TextRecord? {
    if parser == nil { try begin() }
    while let line = try lines.next(waiting: waiting) {
      do throws(LineFault) {
        guard
          var record = try parser?.record(
            try line.content, line: lines.lineNumber, number: linesBefore + lines.lineNumber)
        else {
          continue
        }
        record.index = recordsBefore + lines.count - 1
        if options.keepsBlankTexts || format != .text || !Fields.isBlank(record.text.utf8) {
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

  /// Whether a file's name or a first line that names columns says that commas stand between.
  private static func isCSV(_ name: String, _ opening: ArraySlice<UInt8>) -> Bool {
    if name.lowercased().hasSuffix(".csv") { return true }
    let line = opening.drop(while: Fields.isSpace).prefix { $0 != UInt8(ascii: "\n") }
    guard let fields = try? Fields.trimmed(line, between: UInt8(ascii: ",")) else { return false }
    return TextColumns(names: fields) != nil
  }

  private func begin() throws {
    if let format = options.format ?? InputFormat(name: name) {
      self.format = format
    } else {
      let opening = try lines.opening()
      if Self.isCSV(name, opening) { throw TextInputError.commas(source: name) }
      format = InputFormat(opening: opening)
      if format != .text { options.onRecognized(format) }
      // An empty file lacks nothing.
      if options.needsIDs && format == .text && opening.isEmpty { format = .tsv }
    }
    guard format != .text || !options.needsIDs else { throw TextInputError.noIDs(source: name) }
    if format == .jsonl { try lines.cutArray() }
    parser = RecordParser(format, needsIDs: options.needsIDs)
  }
}
