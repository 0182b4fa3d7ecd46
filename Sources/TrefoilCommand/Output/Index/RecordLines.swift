internal import SystemPackage
internal import TrefoilFiles
internal import TrefoilFormats

/// JSON lines in a file that appears when it is whole, or on standard output.
final class RecordLines {
  private let file: AtomicFile
  private var json = JSONText()

  init(path: FilePath) throws(FileError) {
    file = try AtomicFile(path: path)
  }

  /// Writes a line.
  func write(_ body: (inout JSONText) -> Void) throws(FileError) {
    json.removeAll()
    body(&json)
    json.endLine()
    try file.write(json.bytes)
  }

  /// Passes on what is left, and gives the file its name.
  func finish() throws(FileError) {
    try file.commit()
  }
}
