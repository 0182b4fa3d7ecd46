/// A normalized text or word, with the place in the source that each byte comes from.
struct NormalizedText {
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

  /// An empty text.
  init() {}

  /// A text as it is; its first byte stands at `offset` of the source.
  init(_ text: ArraySlice<UInt8>, at offset: Int) {
    bytes = Array(text)
    starts = (0..<bytes.count).map { UInt32(truncatingIfNeeded: offset + $0) }
    ends = starts.map { $0 &+ 1 }
  }

  /// Where in the source a range of the text comes from; the range is not empty.
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

  /// Adds bytes that all come from one range of the source.
  mutating func append(_ content: some Sequence<UInt8>, from source: Range<Int>) {
    for byte in content { append(byte, from: source) }
  }

  /// Adds a part of another text of the same source.
  mutating func append(_ part: Range<Int>, of text: NormalizedText) {
    bytes += text.bytes[part]
    starts += text.starts[part]
    ends += text.ends[part]
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

  /// Empties the text, keeping its memory.
  @inline(__always)
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
