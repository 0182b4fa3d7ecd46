/// A word of normalized text, with the place in the source that each byte comes from.
struct NormalizedWord {
  /// U+2581, which stands for a space and begins every word.
  static let markScalar: Unicode.Scalar = "\u{2581}"
  /// The same in UTF-8.
  static let wordMark: [UInt8] = [0xE2, 0x96, 0x81]

  /// The normalized text, valid UTF-8.
  private(set) var bytes: [UInt8] = []
  // 32 bits, as these are most of a long text's memory.
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []

  var isEmpty: Bool { bytes.isEmpty }

  /// Where in the source a range of the word comes from; the range is not empty.
  @inline(__always)
  func source(of range: Range<Int>) -> Range<Int> {
    Int(starts[range.lowerBound])..<Int(ends[range.upperBound - 1])
  }

  /// Adds a byte that comes from a range of the source.
  @inline(__always)
  mutating func append(_ byte: UInt8, from source: Range<Int>) {
    bytes.append(byte)
    starts.append(UInt32(truncatingIfNeeded: source.lowerBound))
    ends.append(UInt32(truncatingIfNeeded: source.upperBound))
  }

  /// Adds the mark of a word.
  @inline(__always)
  mutating func appendMark(from source: Range<Int>) {
    append(0xE2, from: source)
    append(0x96, from: source)
    append(0x81, from: source)
  }

  /// Lets the last character come from another range of the source.
  mutating func moveLastCharacter(to source: Range<Int>) {
    for index in bytes.indices.reversed() {
      starts[index] = UInt32(truncatingIfNeeded: source.lowerBound)
      ends[index] = UInt32(truncatingIfNeeded: source.upperBound)
      if !UTF8.isContinuation(bytes[index]) { return }
    }
  }

  /// Empties the word, keeping its memory.
  @inline(__always)
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
