/// The best of the rows that it was given, at most `limit`; the same whatever their order was.
struct BestRows: Sendable {
  let limit: Int
  /// A heap: a row comes after its children, 2i + 1 and 2i + 2, so that the worst is the first.
  private var heap: [ScoredRow] = []

  init(limit: Int) {
    self.limit = limit
    // Callers may ask for more than there are rows.
    heap.reserveCapacity(min(limit, 1024))
  }

  /// No row with a score below this is among the best.
  var least: Float {
    heap.count < limit ? -.greatestFiniteMagnitude : heap.first?.score ?? .infinity
  }

  /// Takes a row if it is among the best so far.
  mutating func add(_ row: ScoredRow) {
    if heap.count < limit {
      heap.append(row)
      raise(row)
    } else if let worst = heap.first, row.precedes(worst) {
      lower(row)
    }
  }

  /// Moves parents down from the last place until the row, which is there, may stand below one.
  private mutating func raise(_ row: ScoredRow) {
    var index = heap.count - 1
    while index > 0 {
      let parent = (index - 1) / 2
      guard heap[parent].precedes(row) else { break }
      heap[index] = heap[parent]
      index = parent
    }
    heap[index] = row
  }

  /// Moves children up into the first place, and so on, until the row may stand above the next.
  private mutating func lower(_ row: ScoredRow) {
    let count = heap.count
    var (index, child) = (0, 1)
    while child < count {
      if child + 1 < count, heap[child].precedes(heap[child + 1]) { child += 1 }
      guard row.precedes(heap[child]) else { break }
      heap[index] = heap[child]
      (index, child) = (child, 2 * child + 1)
    }
    heap[index] = row
  }

  /// The best `limit` of what all of these hold, best first.
  static func merged(_ parts: [BestRows], limit: Int) -> [ScoredRow] {
    Array(parts.flatMap(\.heap).sorted { $0.precedes($1) }.prefix(limit))
  }
}
