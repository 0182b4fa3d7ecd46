internal import SystemPackage

/// Reads a source line by line, and holds no more of it than one line and one block.
///
/// Where a file's first block has carriage returns and no newline, those end its lines.
package final class LineReader {
  private let source: ByteSource
  private let lineLimit: Int
  private var splitter: LineSplitter
  /// Cuts an array into elements; nil while lines are read.
  private var elements: JSONElementSplitter?
  private var hasBegun = false
  private var hasEnded = false

  /// The longest line that is read, in bytes: some hundred times what a model with 32,768 tokens
  /// reads of a text, or a thousand passages of such length as search has.
  package static let lineLimit = 1 << 24

  /// Reads from a source.
  package init(_ source: ByteSource, lineLimit: Int = LineReader.lineLimit) {
    self.source = source
    self.lineLimit = lineLimit
    splitter = LineSplitter(limit: lineLimit)
  }

  /// What messages call the source.
  package var name: String { source.name.string }
  /// The number of the line given last, or of the line in which an array's element begins.
  package var lineNumber: Int { elements?.lineNumber ?? splitter.lineNumber }
  /// The number of lines, or of an array's elements, that were given.
  package private(set) var count = 0
  /// The share of the file that is read, in `0...1`; nil for a pipe.
  package var fraction: Double? {
    source.size.map { $0 > 0 ? min(1, Double(source.bytesRead) / Double($0)) : 1 }
  }

  /// The next line; nil at the end, and, if `waiting` is false, where the next is yet to come.
  ///
  /// - Throws: `FileError` or `CancellationError`.
  package func next(waiting: Bool = true) throws -> Line? {
    let line = try take(waiting: waiting)
    if line != nil { count += 1 }
    return line
  }

  private func take(waiting: Bool) throws -> Line? {
    while true {
      if let line = elements?.next() ?? (elements == nil ? splitter.next() : nil) { return line }
      if hasEnded { return elements == nil ? splitter.rest() : elements?.rest() }
      if !waiting && !source.isReady { return nil }
      try fill()
    }
  }

  /// The first bytes, which stay to be read: the lines up to one that is not blank, or a block.
  ///
  /// Only before the first line is taken.
  ///
  /// - Throws: as `next(waiting:)`.
  package func opening() throws -> ArraySlice<UInt8> {
    precondition(lineNumber == 0, "\(lineNumber) lines are taken")
    while !hasEnded && !Self.hasContent(splitter.unread) { try fill() }
    return splitter.unread
  }

  /// Reads the elements of an array in place of lines, if the source begins with one.
  ///
  /// - Throws: as `next(waiting:)`.
  package func cutArray() throws {
    let opening = try opening()
    let blank = opening.prefix(while: Fields.isSpace)
    guard opening.dropFirst(blank.count).first == UInt8(ascii: "[") else { return }
    var elements = JSONElementSplitter(limit: lineLimit, line: 1)
    elements.append(opening)
    self.elements = elements
  }

  /// Whether some bytes have a whole line that is not blank, or are enough without.
  private static func hasContent(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = bytes.drop(while: Fields.isSpace)
    return text.contains(UInt8(ascii: "\n")) || text.count >= ByteSource.blockSize
  }

  private func fill() throws {
    let block = try source.read()
    if !hasBegun && !block.isEmpty { try begin(block) }
    if block.isEmpty {
      hasEnded = true
    } else if elements != nil {
      elements?.append(block)
    } else {
      splitter.append(block)
    }
  }

  private func begin(_ block: [UInt8]) throws {
    hasBegun = true
    if let format = ForeignFormat(opening: block) {
      throw FileError.foreign(path: source.name, format)
    }
    let returns = UInt8(ascii: "\r")
    if !block.contains(UInt8(ascii: "\n")) && block.dropLast().contains(returns) {
      splitter = LineSplitter(limit: lineLimit, terminator: returns)
    }
  }
}
