package import SystemPackage

extension LineReader {
  /// Calls `body` with each line of a file and its number, from 1.
  ///
  /// - Throws: `FileError`; `LineError` for a line that is too long or that `body` refuses;
  ///   `CancellationError`.
  package static func forEachLine(
    of path: FilePath, _ body: (ArraySlice<UInt8>, Int) throws(LineFault) -> Void
  ) throws {
    let reader = LineReader(try ByteSource(path: path))
    while let line = try reader.next() {
      do throws(LineFault) {
        try body(try line.content, reader.lineNumber)
      } catch {
        throw LineError(.line(reader.lineNumber, of: reader.name), error)
      }
    }
  }
}
