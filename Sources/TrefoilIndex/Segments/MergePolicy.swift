/// Which segments become one, so that there are never many.
///
/// Segments are in the order of their passages, and neighbours are merged, so that a segment's
/// passages stay in order. The last segments are merged once there are eight of which none has more
/// than a quarter of their rows. So a row is copied ten times at most on its way into a segment of a
/// million, and there are some fifty segments at most.
enum MergePolicy {
  /// The fewest segments that are merged.
  static let width = 8
  /// How many times the rows of the largest a merged segment has, at least.
  static let growth = 4
  /// No merge makes a larger segment: some gigabytes, which take a minute to copy.
  static let mostRows = 1 << 20

  /// The neighbours to merge next; nil if none need it.
  ///
  /// - Parameters:
  ///   - rows: the rows of each segment, dead ones among them.
  ///   - alive: the rows that are alive.
  static func next(rows: [Int], alive: [Int]) -> Range<Int>? {
    if let half = rows.indices.first(where: { rows[$0] > 1 && 2 * alive[$0] <= rows[$0] }) {
      return half..<half + 1
    }
    var (sum, largest) = (0, 0)
    var found: Range<Int>?
    for start in rows.indices.reversed() {
      sum += alive[start]
      largest = max(largest, rows[start])
      guard sum <= mostRows else { break }
      if rows.count - start >= width && growth * largest <= sum { found = start..<rows.count }
    }
    return found
  }
}
