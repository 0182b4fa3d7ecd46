internal import SystemPackage

/// The lines of a file, one after the other; it holds one line and one block of the file.
///
/// A line ends at `\n` or `\r\n`; a byte order mark before the first is dropped.
struct FileLines: ~Copyable {
  /// The number of the line given last, from 1; zero before the first.
  private(set) var number = 0
  private let path: FilePath
  private let file: FileDescriptor
  private var block: [UInt8] = []
  private var start = 0
  private var hasEnded = false

  /// The longest line that is read, in bytes; a longer one is a fault of the file and not a text.
  static let lineLimit = 1 << 28
  /// Bytes asked for at once: many lines of a corpus, and little beside its texts.
  private static let blockSize = 1 << 20

  /// Opens a file.
  init(path: FilePath) throws(DataFileError) {
    self.path = path
    do {
      file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
  }

  deinit {
    try? file.close()
  }

  /// Calls `body` with each line and its number.
  static func forEach(
    of path: FilePath, _ body: (ArraySlice<UInt8>, Int) throws(LineFault) -> Void
  ) throws(DataFileError) {
    var lines = try FileLines(path: path)
    while let line = try lines.next() {
      do throws(LineFault) {
        try body(line, lines.number)
      } catch {
        throw .badLine(path: path, line: lines.number, fault: error)
      }
    }
  }

  /// The next line without its end; nil after the last.
  mutating func next() throws(DataFileError) -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = block[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return try take(start..<end)
      }
      if hasEnded {
        guard start < block.count else { return nil }
        defer { start = block.count }
        return try take(start..<block.count)
      }
      searched = block.count - start
      try checkLength(searched)
      block.removeSubrange(..<start)
      start = 0
      try readBlock()
    }
  }

  private mutating func take(_ range: Range<Int>) throws(DataFileError) -> ArraySlice<UInt8> {
    try checkLength(range.count)
    number += 1
    var line = block[range]
    if number == 1 && line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    return line
  }

  private func checkLength(_ count: Int) throws(DataFileError) {
    guard count <= Self.lineLimit else {
      throw .badLine(path: path, line: number + 1, fault: .overlong(limit: Self.lineLimit))
    }
  }

  private mutating func readBlock() throws(DataFileError) {
    do {
      let bytes = try unsafe [UInt8](unsafeUninitializedCapacity: Self.blockSize) {
        (buffer, count) in
        count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      hasEnded = bytes.isEmpty
      block += bytes
    } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
  }
}
