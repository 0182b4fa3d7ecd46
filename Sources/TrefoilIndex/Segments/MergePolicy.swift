/// Which segments become one, so that there are never many.
///
/// Segments are in the order of their passages, and neighbours are merged, so that a segment's
/// passages stay in order. A segment's tier is the number of octal digits of its rows; once eight
/// neighbours at the end are of a tier or below, they are merged. So a row is copied once a tier, six
/// times for a million rows, and there are at most some fifty segments.
enum MergePolicy {
  /// The neighbours that are merged.
  static let width = 8
  /// No merge makes a larger segment: some gigabytes, which take a minute to copy.
  static let mostRows = 1 << 20

  /// The neighbours to merge next; nil if none need it.
  ///
  /// - Parameters: the rows of each segment, dead ones among them, and those that are alive.
  static func next(rows: [Int], alive: [Int]) -> Range<Int>? {
    if let half = rows.indices.first(where: { rows[$0] > 1 && 2 * alive[$0] <= rows[$0] }) {
      return half..<half + 1
    }
    for tier in 1..<tier(of: mostRows) {
      var start = rows.count
      var sum = 0
      while start > 0, Self.tier(of: rows[start - 1]) <= tier,
        sum + alive[start - 1] <= mostRows
      {
        start -= 1
        sum += alive[start]
      }
      if rows.count - start >= width { return start..<rows.count }
    }
    return nil
  }

  private static func tier(of rows: Int) -> Int {
    (rows.bitWidth - rows.leadingZeroBitCount + 2) / 3
  }
}
