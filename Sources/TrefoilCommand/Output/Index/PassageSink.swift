internal import TrefoilFiles
internal import TrefoilIndex

/// Where passages of an index go.
protocol PassageSink: AnyObject {
  /// Takes a passage.
  func write(_ passage: StoredPassage) throws(FileError)
  /// Called once, after the last passage.
  func finish() throws(FileError)
}
