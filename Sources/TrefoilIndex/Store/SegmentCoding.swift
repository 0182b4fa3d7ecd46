package import TrefoilFiles

/// The bytes of a segment's file: a head, the lists, and the checksum of all before.
///
/// The head is the magic with its version, the fingerprints of what made the embeddings and of the
/// texts, and the counts. Numbers are little-endian.
package enum SegmentCoding {
  /// The first bytes, which end in the version of the layout.
  package static let magic = Array("TREFEMB\u{2}".utf8)
  /// The bytes of the checksum.
  private static let checksumSize = 8
  /// The numbers of the head, which count what the lists hold.
  private static let countOfCounts = 7
  /// The bytes before the lists.
  static let headSize = magic.count + 2 * Fingerprint.size + 8 * countOfCounts

  /// The file of a segment.
  package static func bytes(
    of segment: EmbeddingSegment, maker: Fingerprint, texts: Fingerprint
  ) -> [UInt8] {
    var bytes = magic + maker.bytes + texts.bytes
    bytes.reserveCapacity(2 * segment.colbert.count + 4 * segment.dense.count)
    for count in [
      segment.count, segment.unitCount, segment.denseDimension, segment.dense.count,
      segment.sparseTokens.count, segment.colbertDimension, segment.colbert.count,
    ] {
      UInt64(count).appendLittleEndian(to: &bytes)
    }
    segment.unitOffsets.appendLittleEndian(to: &bytes)
    segment.tokensSeen.appendLittleEndian(to: &bytes)
    segment.tokensUsed.appendLittleEndian(to: &bytes)
    segment.dense.appendLittleEndian(to: &bytes)
    segment.sparseOffsets.appendLittleEndian(to: &bytes)
    segment.sparseTokens.appendLittleEndian(to: &bytes)
    segment.sparseWeights.appendLittleEndian(to: &bytes)
    segment.colbertOffsets.appendLittleEndian(to: &bytes)
    segment.colbert.appendLittleEndian(to: &bytes)
    return signed(bytes)
  }

  /// The bytes of a whole file with this head, or the largest number where that is beyond it.
  ///
  /// - Throws: `SegmentFault.notASegment`, also for fewer bytes than a head has.
  static func size(statedBy head: [UInt8]) throws(SegmentFault) -> Int {
    guard head.starts(with: magic) else { throw .notASegment }
    guard head.count >= headSize else { throw .checksum }
    let counts = [UInt64](littleEndian: head[(headSize - 8 * countOfCounts)..<headSize])
    let (texts, units, dense, sparse, colbert) =
      (counts[0], counts[1], counts[3], counts[4], counts[6])
    // Texts, dense numbers and halves of ColBERT rows are there once; each unit has its two numbers
    // of tokens and a place in two lists, and each lexical weight its token.
    var size = headSize + checksumSize + 3 * 4
    for (count, bytes) in [(texts, 4), (units, 16), (dense, 4), (sparse, 8), (colbert, 2)] {
      let (product, isBeyond) = Int(clamping: count).multipliedReportingOverflow(by: bytes)
      let (sum, isSumBeyond) = size.addingReportingOverflow(product)
      if isBeyond || isSumBeyond { return .max }
      size = sum
    }
    return size
  }

  /// Adds the checksum of all that stands before it.
  package static func signed(_ bytes: [UInt8]) -> [UInt8] {
    bytes + checksum(bytes[...])
  }

  /// The segment of a file; nothing in it is believed before its checksum matches.
  package static func segment(
    from bytes: [UInt8], maker: Fingerprint, texts: Fingerprint, count: Int
  ) throws(SegmentFault) -> EmbeddingSegment {
    guard bytes.starts(with: magic) else { throw .notASegment }
    let end = bytes.count - checksumSize
    guard end >= 0, bytes[end...].elementsEqual(checksum(bytes[..<end])) else {
      throw .checksum
    }
    var reader = NumberReader(bytes, end: end)
    guard try reader.take(magic.count).elementsEqual(magic),
      try reader.take(Fingerprint.size).elementsEqual(maker.bytes),
      try reader.take(Fingerprint.size).elementsEqual(texts.bytes)
    else { throw .foreign }
    let segment = try lists(&reader)
    guard reader.isAtEnd, segment.count == count, segment.isConsistent else {
      throw .inconsistent
    }
    return segment
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var checksum = Checksum()
    unsafe bytes.withUnsafeBytes { unsafe checksum.update($0) }
    var signature: [UInt8] = []
    checksum.value.appendLittleEndian(to: &signature)
    return signature
  }

  private static func lists(_ reader: inout NumberReader) throws(SegmentFault) -> EmbeddingSegment {
    let (texts, units) = (try reader.readCount(), try reader.readCount())
    let (denseDimension, dense) = (try reader.readCount(), try reader.readCount())
    let sparse = try reader.readCount()
    let (colbertDimension, colbert) = (try reader.readCount(), try reader.readCount())
    var segment = EmbeddingSegment()
    segment.denseDimension = denseDimension
    segment.colbertDimension = colbertDimension
    segment.unitOffsets = try reader.read(texts + 1)
    segment.tokensSeen = try reader.read(units)
    segment.tokensUsed = try reader.read(units)
    segment.dense = try reader.read(dense)
    segment.sparseOffsets = try reader.read(units + 1)
    segment.sparseTokens = try reader.read(sparse)
    segment.sparseWeights = try reader.read(sparse)
    segment.colbertOffsets = try reader.read(units + 1)
    segment.colbert = try reader.read(colbert)
    return segment
  }
}

extension EmbeddingSegment {
  /// Whether its lists agree with each other, so that no index into them can be out of range.
  fileprivate var isConsistent: Bool {
    Self.rises(unitOffsets, to: unitCount)
      && zip(unitOffsets, unitOffsets.dropFirst()).allSatisfy(<)
      && (dense.isEmpty ? denseDimension == 0 : Self.fits(dense.count, unitCount, denseDimension))
      && Self.rises(sparseOffsets, to: sparseTokens.count)
      && (colbert.isEmpty
        ? colbertDimension == 0 && Self.rises(colbertOffsets, to: 0)
        : colbertDimension > 0 && colbert.count.isMultiple(of: colbertDimension)
          && Self.rises(colbertOffsets, to: colbert.count / colbertDimension))
  }

  private static func rises(_ offsets: [UInt32], to end: Int) -> Bool {
    offsets.first == 0 && offsets.last.map(Int.init) == end
      && zip(offsets, offsets.dropFirst()).allSatisfy(<=)
  }

  private static func fits(_ count: Int, _ rows: Int, _ columns: Int) -> Bool {
    rows > 0 && count.isMultiple(of: rows) && count / rows == columns
  }
}
