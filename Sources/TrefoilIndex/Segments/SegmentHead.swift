internal import TrefoilTensor

/// What stands at the end of a segment's file: what it holds, and where.
struct SegmentHead: Equatable, Codable, Sendable {
  /// The rows, one a passage.
  var rows: Int
  /// The numbers of a dense vector; zero if none are kept.
  var denseDimension: Int
  /// The numbers of a token's vector; zero if none are kept.
  var colbertDimension: Int
  /// How dense vectors are kept.
  var denseCodec: DenseCodec
  /// How token vectors are kept.
  var tokenCodec: TokenCodec
  /// Where each section lies.
  var sections: [Section]
  /// Where the checksums of the blocks before them begin.
  var checksumsAt: Int
  /// The checksum of those checksums.
  var checksumOfChecksums: UInt64

  /// A part of the file that holds one thing of all rows.
  struct Section: Equatable, Codable, Sendable {
    let name: SegmentSection
    let start: Int
    let count: Int
  }

  /// Whether it is that of a segment of an index.
  func fits(_ configuration: IndexConfiguration) -> Bool {
    let outputs = configuration.outputs
    return denseDimension == (outputs.contains(.dense) ? configuration.denseDimension : 0)
      && colbertDimension == (outputs.contains(.colbert) ? configuration.colbertDimension : 0)
      && tokenCodec == configuration.tokenCodec
      && outputs.contains(.sparse) == (range(of: .sparseRows) != nil)
  }

  /// Where a section lies; nil if there is none.
  func range(of name: SegmentSection) -> Range<Int>? {
    sections.first { $0.name == name }.map { $0.start..<$0.start + $0.count }
  }
}

/// What a segment's file may hold, in the order in which it stands there.
enum SegmentSection: String, CaseIterable, Codable, Sendable {
  /// The number of each row's passage, rising: 8 bytes each.
  case passages
  /// The codes of the dense vectors, and a scale each where the codec has one.
  case denseCodes, denseScales
  /// The mean of the dense vectors, and the signs of what sets each apart from it; in large segments.
  case denseMean, denseSigns
  /// Each row's lexical weights, and the same by token.
  case sparseRows, sparsePostings
  /// Where each row's token vectors begin, then the total, in vectors: 8 bytes each.
  case tokenOffsets
  /// The codes of the token vectors, and a scale each where the codec has one.
  case tokenCodes, tokenScales
}
