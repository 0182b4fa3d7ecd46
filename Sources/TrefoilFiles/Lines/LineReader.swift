internal import SystemPackage

/// Reads a source line by line, and holds no more of it than one line and one block.
package final class LineReader {
  private let source: ByteSource
  private var splitter: LineSplitter
  private var hasEnded = false

  /// The longest line that is read, in bytes; a longer one is a fault of the file and not a text.
  package static let lineLimit = 1 << 28

  /// Reads from a source.
  package init(_ source: ByteSource, lineLimit: Int = LineReader.lineLimit) {
    self.source = source
    splitter = LineSplitter(limit: lineLimit)
  }

  /// What messages call the source.
  package var name: String { source.name.string }
  /// The number of the line given last.
  package var lineNumber: Int { splitter.lineNumber }
  /// The share of the file that is read, in `0...1`; nil for a pipe.
  package var fraction: Double? {
    source.size.map { $0 > 0 ? min(1, Double(source.bytesRead) / Double($0)) : 1 }
  }

  /// The next line; nil at the end, and, if `waiting` is false, where the next is yet to come.
  ///
  /// - Throws: `FileError` or `CancellationError`.
  package func next(waiting: Bool = true) throws -> Line? {
    while true {
      if let line = splitter.next() { return line }
      if hasEnded { return splitter.rest() }
      if !waiting && !source.isReady { return nil }
      let block = try source.read()
      if block.isEmpty { hasEnded = true } else { splitter.append(block) }
    }
  }
}
