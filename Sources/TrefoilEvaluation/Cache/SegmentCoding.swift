internal import Crypto
internal import Trefoil

/// The bytes of a segment's file: a head, the lists, and the SHA-256 of all before.
///
/// The head is the magic with its version, the digest of what made the embeddings, the digest of
/// the texts, and the counts. Numbers are little-endian.
package enum SegmentCoding {
  /// The first bytes, which end in the version of the layout.
  package static let magic = Array("TREFEMB\u{1}".utf8)
  /// The bytes of a digest.
  static let digestSize = 32

  /// The file of a segment.
  package static func bytes(
    of segment: EmbeddingSegment, maker: [UInt8], texts: [UInt8]
  ) -> [UInt8] {
    var writer = NumberWriter(capacity: 2 * segment.colbert.count + 4 * segment.dense.count)
    writer.write(magic)
    writer.write(maker)
    writer.write(texts)
    for count in [
      segment.count, segment.units, segment.denseDimension, segment.dense.count,
      segment.sparseTokens.count, segment.colbertDimension, segment.colbert.count,
    ] {
      writer.write([UInt64(count)])
    }
    writer.write(segment.unitOffsets)
    writer.write(segment.tokensSeen)
    writer.write(segment.tokensUsed)
    writer.write(segment.dense)
    writer.write(segment.sparseOffsets)
    writer.write(segment.sparseTokens)
    writer.write(segment.sparseWeights)
    writer.write(segment.colbertOffsets)
    writer.write(segment.colbert)
    return signed(writer.bytes)
  }

  /// Adds the checksum of all that stands before it.
  package static func signed(_ bytes: [UInt8]) -> [UInt8] {
    bytes + Array(SHA256.hash(data: bytes))
  }

  /// The segment of a file; nothing in it is believed before its checksum matches.
  package static func segment(
    from bytes: [UInt8], maker: [UInt8], texts: [UInt8], count: Int
  ) throws(SegmentFault) -> EmbeddingSegment {
    guard bytes.starts(with: magic) else { throw .notASegment }
    let end = bytes.count - digestSize
    guard end >= 0, bytes[end...].elementsEqual(SHA256.hash(data: bytes[..<end])) else {
      throw .checksum
    }
    var reader = NumberReader(bytes, end: end)
    guard try reader.read(magic.count) == magic, try reader.read(digestSize) == maker,
      try reader.read(digestSize) == texts
    else { throw .foreign }
    let segment = try lists(&reader)
    guard reader.isAtEnd, segment.count == count, segment.isConsistent else {
      throw .inconsistent
    }
    return segment
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
    Self.rises(unitOffsets, to: units) && zip(unitOffsets, unitOffsets.dropFirst()).allSatisfy(<)
      && (dense.isEmpty ? denseDimension == 0 : Self.fits(dense.count, units, denseDimension))
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
