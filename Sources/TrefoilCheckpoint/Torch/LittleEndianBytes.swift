internal import SystemPackage
internal import TrefoilFiles

/// A file's bytes, read number by number; whatever lies outside the file is an error.
struct LittleEndianBytes {
  let file: MappedFile

  var count: Int { file.count }

  /// The number of `size` bytes at a place; one that no `Int` holds is an error.
  func number(_ size: Int, at place: Int) throws(CheckpointError) -> Int {
    guard place >= 0, place <= count - size else {
      throw malformed("it ends at byte \(count), but byte \(place) is asked for")
    }
    let value = UInt64(littleEndian: file.bytes(in: place..<place + size))
    guard let number = Int(exactly: value) else {
      throw malformed("byte \(place) holds the impossible size \(value)")
    }
    return number
  }

  /// The text in a range that lies inside the file.
  func text(_ range: Range<Int>) throws(CheckpointError) -> String {
    guard range.upperBound <= count,
      let text = String(validating: file.bytes(in: range), as: UTF8.self)
    else { throw malformed("bytes \(range) are not text") }
    return text
  }

  func malformed(_ reason: String) -> CheckpointError {
    .malformed(file: file.path, reason: reason)
  }

  func unsupported(_ reason: String) -> CheckpointError {
    .unsupported(file: file.path, reason: reason)
  }
}
