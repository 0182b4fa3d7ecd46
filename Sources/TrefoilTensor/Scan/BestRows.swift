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
      raise(heap.count - 1)
    } else if let worst = heap.first, row.precedes(worst) {
      heap[0] = row
      lower()
    }
  }

  private mutating func raise(_ start: Int) {
    var index = start
    while index > 0 {
      let parent = (index - 1) / 2
      guard heap[parent].precedes(heap[index]) else { return }
      heap.swapAt(parent, index)
      index = parent
    }
  }

  private mutating func lower() {
    var index = 0
    while true {
      var worst = index
      for child in 2 * index + 1...2 * index + 2
      where child < heap.count && heap[worst].precedes(heap[child]) { worst = child }
      guard worst != index else { return }
      heap.swapAt(worst, index)
      index = worst
    }
  }

  /// The best `limit` of what all of these hold, best first.
  static func merged(_ parts: [BestRows], limit: Int) -> [ScoredRow] {
    Array(parts.flatMap(\.heap).sorted { $0.precedes($1) }.prefix(limit))
  }
}
