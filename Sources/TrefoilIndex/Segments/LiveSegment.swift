internal import TrefoilTensor

/// A segment, and which of its rows are alive.
struct LiveSegment: Sendable {
  let record: SegmentRecord
  let file: Segment
  /// The rows that are alive; nil if all are.
  let alive: RowSet?

  /// Takes what the catalogue says of a segment, and its file.
  init(record: SegmentRecord, file: Segment) {
    self.record = record
    self.file = file
    alive = record.tombstones.map { dead in
      let count = RowBits.wordCount(file.rows)
      let words = dead.prefix(count) + [UInt64](repeating: 0, count: max(0, count - dead.count))
      return RowSet(words: words.map { ~$0 }, rows: file.rows)
    }
  }

  /// The number of its first passage, dead or alive.
  var firstPassage: Int64 { file.rows > 0 ? file.passage(0) : .min }

  /// The runs of rows that are alive, rising.
  var liveRuns: [Range<Int>] {
    guard let alive else { return file.rows > 0 ? [0..<file.rows] : [] }
    var runs: [Range<Int>] = []
    var start: Int?
    for row in 0..<file.rows {
      if alive.contains(row) {
        start = start ?? row
      } else if let first = start {
        runs.append(first..<row)
        start = nil
      }
    }
    if let start { runs.append(start..<file.rows) }
    return runs
  }
}
