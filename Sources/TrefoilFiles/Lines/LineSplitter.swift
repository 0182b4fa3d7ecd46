/// A line of a file, without its terminator.
package enum Line: Equatable, Sendable {
  /// The line's bytes, under the limit.
  case bytes(ArraySlice<UInt8>)
  /// The line is longer than the limit, in bytes, and its own bytes are gone.
  case overlong(limit: Int)
  /// What stands for the end of an array that has none.
  case unfinishedArray
  /// What stands for an element that is missing beside a comma of an array.
  case missingElement

  /// The line's bytes.
  ///
  /// - Throws: `TextFault.overlong`, `.unfinishedArray` or `.missingElement`.
  package var content: ArraySlice<UInt8> {
    get throws(LineFault) {
      switch self {
      case .bytes(let bytes): return bytes
      case .overlong(let limit): throw LineFault(TextFault.overlong(limit: limit))
      case .unfinishedArray: throw LineFault(TextFault.unfinishedArray)
      case .missingElement: throw LineFault(TextFault.missingElement)
      }
    }
  }
}

/// Cuts a stream of bytes into lines, in time linear in the stream.
///
/// A line ends at `\n` or `\r\n`; a byte order mark before the first line is dropped. It holds one
/// unfinished line and the block that came last.
package struct LineSplitter: Sendable {
  /// The number of the line given last, from 1; zero before the first.
  package private(set) var lineNumber = 0
  private let limit: Int
  private let terminator: UInt8
  private var buffer: [UInt8] = []
  private var start = 0
  /// Before this index of the buffer no unfinished line has a terminator.
  private var searched = 0
  /// Whether the rest of an overlong line is still to come.
  private var isDiscarding = false

  /// Makes a splitter for lines of at most `limit` bytes.
  package init(limit: Int, terminator: UInt8 = UInt8(ascii: "\n")) {
    self.limit = limit
    self.terminator = terminator
  }

  /// The bytes of the stream that are in no line yet, without a byte order mark before the first.
  var unread: ArraySlice<UInt8> {
    let bytes = buffer[start...]
    return lineNumber == 0 && bytes.starts(with: Self.mark) ? bytes.dropFirst(3) : bytes
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Takes the stream's next block.
  package mutating func append(_ block: [UInt8]) {
    buffer.removeSubrange(..<start)
    searched -= start
    start = 0
    buffer += block
  }

  /// The next line that has its terminator; nil if more bytes are needed.
  package mutating func next() -> Line? {
    while let newline = buffer[searched...].firstIndex(of: terminator) {
      let line = start..<newline
      start = newline + 1
      searched = start
      guard isDiscarding else {
        return take(line, isTerminated: true)
      }
      isDiscarding = false
    }
    searched = buffer.count
    guard isDiscarding || searched - start > limit + 1 else { return nil }
    start = searched
    if isDiscarding { return nil }
    isDiscarding = true
    lineNumber += 1
    return .overlong(limit: limit)
  }

  /// What follows the last terminator, once the stream has ended; nil if nothing does.
  package mutating func rest() -> Line? {
    guard start < buffer.count else { return nil }
    let line = start..<buffer.count
    start = buffer.count
    searched = start
    return isDiscarding ? nil : take(line, isTerminated: false)
  }

  private mutating func take(_ range: Range<Int>, isTerminated: Bool) -> Line {
    lineNumber += 1
    var bytes = buffer[range]
    if lineNumber == 1 && bytes.starts(with: Self.mark) { bytes = bytes.dropFirst(3) }
    if isTerminated && bytes.last == UInt8(ascii: "\r") { bytes = bytes.dropLast() }
    return bytes.count > limit ? .overlong(limit: limit) : .bytes(bytes)
  }
}
