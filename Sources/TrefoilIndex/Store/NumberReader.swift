internal import TrefoilFiles

/// Takes lists of numbers from bytes, little-endian, and never reads beyond the end.
struct NumberReader {
  private let bytes: [UInt8]
  private let end: Int
  private var place = 0

  /// Reads `bytes[..<end]`.
  init(_ bytes: [UInt8], end: Int) {
    precondition(end <= bytes.count, "\(end) bytes of \(bytes.count)")
    self.bytes = bytes
    self.end = end
  }

  /// Whether everything is read.
  var isAtEnd: Bool { place == end }

  /// Takes a number of things that are still to come, which can't be more than the bytes left.
  mutating func readCount() throws(SegmentFault) -> Int {
    let numbers: [UInt64] = try read(1)
    guard let count = Int(exactly: numbers[0]), count <= end - place else { throw .inconsistent }
    return count
  }

  /// Takes a list of numbers; `count` is zero or more.
  mutating func read<Number: LittleEndian>(_ count: Int) throws(SegmentFault) -> [Number] {
    let size = MemoryLayout<Number>.size
    guard count <= (end - place) / size else { throw .inconsistent }
    return [Number](littleEndian: try take(count * size))
  }

  /// Takes bytes as they are.
  mutating func take(_ count: Int) throws(SegmentFault) -> ArraySlice<UInt8> {
    guard count <= end - place else { throw .inconsistent }
    defer { place += count }
    return bytes[place..<place + count]
  }
}
