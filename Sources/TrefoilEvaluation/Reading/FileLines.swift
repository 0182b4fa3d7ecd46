internal import SystemPackage
internal import TrefoilFormats

/// The lines of a file, one after the other; it holds one line and one block of the file.
struct FileLines: ~Copyable {
  private let path: FilePath
  private let file: FileDescriptor
  private var splitter = LineSplitter(limit: FileLines.lineLimit)
  private var hasEnded = false

  /// The longest line that is read, in bytes; a longer one is a fault of the file and not a text.
  static let lineLimit = 1 << 28
  /// Bytes asked for at once: many lines of a corpus, and little beside its texts.
  private static let blockSize = 1 << 20

  /// Opens a file.
  private init(path: FilePath) throws(DataFileError) {
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
      let number = lines.splitter.lineNumber
      do throws(LineFault) {
        switch line {
        case .bytes(let bytes): try body(bytes, number)
        case .overlong: throw .overlong(limit: lineLimit)
        }
      } catch {
        throw .badLine(path: path, line: number, fault: error)
      }
    }
  }

  /// The next line; nil after the last.
  private mutating func next() throws(DataFileError) -> Line? {
    while true {
      if let line = splitter.next() { return line }
      if hasEnded { return splitter.rest() }
      let block = try readBlock()
      if block.isEmpty { hasEnded = true } else { splitter.append(block) }
    }
  }

  private func readBlock() throws(DataFileError) -> [UInt8] {
    do {
      return try unsafe [UInt8](unsafeUninitializedCapacity: Self.blockSize) { (buffer, count) in
        count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
    } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
  }
}
