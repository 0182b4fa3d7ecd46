/// Cuts a collection into segments, which are encoded, kept and scored one at a time.
///
/// Every text is in one segment, in order, and none is empty.
package struct SegmentPlan: Equatable, Sendable {
  /// The texts of each segment.
  package let segments: [Range<Int>]

  /// Segments end where the index of a text is a multiple of this, so that another text's length
  /// moves no border behind.
  package static let texts = 512
  /// The bytes of a segment's texts: some 64 thousand tokens, whose ColBERT vectors take 16 MiB at
  /// 128 dimensions and 128 MiB at 1,024.
  package static let bytes = 1 << 18

  /// Plans the segments of texts with these lengths in bytes.
  package init(lengths: [Int]) {
    var segments: [Range<Int>] = []
    var start = 0
    var size = 0
    for (index, length) in lengths.enumerated() {
      if index > start && (index.isMultiple(of: Self.texts) || size + length > Self.bytes) {
        segments.append(start..<index)
        (start, size) = (index, 0)
      }
      size += length
    }
    if start < lengths.count { segments.append(start..<lengths.count) }
    self.segments = segments
  }
}
