/// Turns a text's UTF-8 offsets into Unicode scalars, as Python counts characters.
package struct ScalarOffsets: Sendable {
  private let bytes: [UInt8]
  /// The scalars before each block.
  private let checkpoints: [Int]

  /// Bytes in a block: few enough to be counted at every question.
  private static let block = 256

  /// Counts a text's scalars.
  package init(_ text: String) {
    bytes = Array(text.utf8)
    var checkpoints = [0]
    checkpoints.reserveCapacity(bytes.count / Self.block + 1)
    for start in stride(from: 0, to: bytes.count, by: Self.block) {
      let block = bytes[start..<min(start + Self.block, bytes.count)]
      checkpoints.append(checkpoints[checkpoints.count - 1] + Self.count(block))
    }
    self.checkpoints = checkpoints
  }

  /// A range of UTF-8 offsets, in scalars.
  package subscript(range: Range<Int>) -> Range<Int> {
    self[range.lowerBound]..<self[range.upperBound]
  }

  private subscript(offset: Int) -> Int {
    let block = offset / Self.block
    return checkpoints[block] + Self.count(bytes[block * Self.block..<offset])
  }

  private static func count(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 + (UTF8.isContinuation($1) ? 0 : 1) }
  }
}
