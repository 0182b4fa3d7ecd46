internal import TrefoilFiles

extension Segment {
  /// Checks every byte; the memory of what was read is given back.
  ///
  /// - Throws: also `CancellationError`.
  func verify() throws {
    let table = file.bytes(in: head.checksumsAt..<head.checksumsAt + 8 * blockCount)
    guard SegmentFormat.checksum(table) == head.checksumOfChecksums else {
      throw SegmentDamage.checksums
    }
    let checksums = [UInt64](littleEndian: table[...])
    for block in 0..<blockCount {
      try Task.checkCancellation()
      let start = block * SegmentFormat.blockSize
      let range = start..<min(start + SegmentFormat.blockSize, head.checksumsAt)
      var checksum = Checksum()
      unsafe checksum.update(file.pointer(to: range))
      file.release(range)
      guard checksum.value == checksums[block] else { throw SegmentDamage.block(block) }
    }
    var last = Int64.min
    for row in 0..<rows {
      let number = passage(row)
      guard number > last else {
        throw SegmentDamage.inconsistent(reason: "its passages are not in order")
      }
      last = number
      if head.colbertDimension > 0 { _ = try tokenRange(row) }
    }
  }

  /// Checks every byte.
  ///
  /// - Throws: `IndexError.damaged`; `CancellationError`.
  func requireWhole() throws {
    do {
      try verify()
    } catch let damage as SegmentDamage {
      throw IndexError.damaged(path: path, reason: damage.description)
    }
  }

  private var blockCount: Int {
    (head.checksumsAt + SegmentFormat.blockSize - 1) / SegmentFormat.blockSize
  }
}
