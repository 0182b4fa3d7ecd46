/// The best of the rows that were offered, by falling score, equal scores by rising row.
struct BestRows {
  /// How many rows are kept at most.
  let limit: Int
  /// Score and row in one number, whose order is theirs: a heap, the worst on top.
  private var keys: [UInt64] = []

  /// Keeps up to `limit` rows, one at least.
  init(limit: Int) {
    precondition(limit > 0, "the best \(limit) rows")
    self.limit = limit
  }

  /// What a row that comes after all others must be above to be kept; nil while any is kept.
  var cut: Float? {
    guard keys.count == limit else { return nil }
    return Float(bitPattern: UInt32(truncatingIfNeeded: keys[0] >> 32))
  }

  /// Offers a row.
  ///
  /// - Parameters: `score`, zero or above; `row` of 32 bits.
  mutating func offer(_ row: Int, _ score: Float) {
    // Of scores that are not below zero, bits rise with the number; the lower row is the better.
    let key = UInt64(score.bitPattern) << 32 | UInt64(~UInt32(row))
    if keys.count < limit {
      keys.append(key)
      rise()
    } else if key > keys[0] {
      keys[0] = key
      sink()
    }
  }

  /// Offers all rows of another.
  mutating func offer(_ other: BestRows) {
    for (row, score) in other.sorted { offer(row, score) }
  }

  /// The rows that were kept, best first.
  var sorted: [(row: Int, score: Float)] {
    keys.sorted(by: >).map { key in
      (
        row: Int(~UInt32(truncatingIfNeeded: key)),
        score: Float(bitPattern: UInt32(truncatingIfNeeded: key >> 32))
      )
    }
  }

  private mutating func rise() {
    var child = keys.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard keys[child] < keys[parent] else { return }
      keys.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func sink() {
    var parent = 0
    while 2 * parent + 1 < keys.count {
      var child = 2 * parent + 1
      if child + 1 < keys.count && keys[child + 1] < keys[child] { child += 1 }
      guard keys[child] < keys[parent] else { return }
      keys.swapAt(child, parent)
      parent = child
    }
  }
}
