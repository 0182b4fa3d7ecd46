internal import SystemPackage
internal import TrefoilFiles
internal import TrefoilIndex
internal import TrefoilWire

/// Writes passages as JSON lines.
final class PassageLines: PassageSink {
  private let lines: RecordLines
  private let model: String

  /// Writes to a file, or to standard output for `-`; `model` is the fingerprint of the index's.
  init(path: FilePath, model: String) throws(FileError) {
    lines = try RecordLines(path: path)
    self.model = model
  }

  func write(_ passage: StoredPassage) throws(FileError) {
    try lines.write { StoredPassageRecord(passage, model: model).write(to: &$0) }
  }

  func finish() throws(FileError) {
    try lines.finish()
  }
}
