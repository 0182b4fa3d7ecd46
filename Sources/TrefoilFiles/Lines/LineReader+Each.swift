package import SystemPackage

extension LineReader {
  /// What becomes of a line that can't be used: the error is thrown, or noted and passed over.
  package typealias BadLinePolicy = (LineError) throws -> Void

  /// Calls `body` with each line of a file and its number, from 1.
  ///
  /// - Parameters:
  ///   - readsArray: whether a file that is a JSON array has its elements read in place of lines.
  ///   - onBadLine: what becomes of a line that can't be used.
  /// - Throws: `FileError`; what `onBadLine` throws of the `LineError` for a line that is too long
  ///   or that `body` refuses; `CancellationError`.
  package static func forEachLine(
    of path: FilePath, readsArray: Bool = false, onBadLine: BadLinePolicy = { throw $0 },
    _ body: (ArraySlice<UInt8>, Int) throws(LineFault) -> Void
  ) throws {
    let reader = LineReader(try ByteSource(path: path))
    if readsArray { try reader.cutArray() }
    while let line = try reader.next() {
      do throws(LineFault) {
        try body(try line.content, reader.lineNumber)
      } catch {
        try onBadLine(LineError(.line(reader.lineNumber, of: reader.name), error))
      }
    }
  }
}
