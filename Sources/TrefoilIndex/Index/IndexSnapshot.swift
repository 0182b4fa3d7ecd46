internal import TrefoilTensor

/// The segments of an index after some commit, open.
struct IndexSnapshot: Sendable {
  /// What tells this commit from all others, as the catalogue has it.
  let mark: Int64
  /// The segments, in the order of their passages.
  let segments: [LiveSegment]

  /// Where a passage is; nil if it is in no segment.
  func place(of passage: Int64) -> (segment: Int, row: Int)? {
    for (index, segment) in segments.enumerated() {
      if let row = segment.file.row(of: passage) { return (index, row) }
    }
    return nil
  }

  /// For each segment, the rows that are alive and, unless nil, those of some passages, whose numbers
  /// rise; nil for a segment of which all rows are.
  func allowed(_ passages: [Int64]?) -> [RowSet?] {
    guard let passages else { return segments.map(\.alive) }
    return zip(segments, rows(of: passages)).map { segment, rows in
      guard let alive = segment.alive else { return rows }
      var both = rows
      both.formIntersection(alive)
      return both
    }
  }

  private func rows(of passages: [Int64]) -> [RowSet] {
    segments.map { segment in
      var rows = RowSet(rows: segment.file.rows)
      guard segment.file.rows > 0 else { return rows }
      let last = segment.file.passage(segment.file.rows - 1)
      var place = passages.partitioningIndex { $0 >= segment.firstPassage }
      while place < passages.count, passages[place] <= last {
        if let row = segment.file.row(of: passages[place]) { rows.insert(row) }
        place += 1
      }
      return rows
    }
  }
}

extension [Int64] {
  /// The first place from which on a condition holds, where it holds from some place on.
  fileprivate func partitioningIndex(_ holds: (Int64) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
