internal import TrefoilTensor

/// One thread's search through windows of rows, each after those that it had before.
struct WindowSearch: ~Copyable {
  private let index: LexicalIndex
  private let query: SparseFactors
  private let allowed: [UInt64]?
  private let shared: ScoreCut
  private var sums = SparseSums()
  /// The best rows that it found.
  private(set) var best: BestRows

  /// Rows whose entries are on their way from memory while one is scored.
  private static let rowsAhead = 8

  init(
    _ index: LexicalIndex, _ query: SparseFactors, best limit: Int, allowed: [UInt64]?,
    cut: ScoreCut
  ) {
    self.index = index
    self.query = query
    self.allowed = allowed
    shared = cut
    best = BestRows(limit: limit)
  }

  /// What a row of this window, or a later one, must be above.
  private var cut: Float { max(best.cut ?? 0, shared.below) }

  /// Searches a window.
  ///
  /// - Parameters:
  ///   - window: its number.
  ///   - columns: the query's tokens that some of its rows have, rising.
  /// - Throws: `SectionFault.damaged`.
  mutating func search(
    _ window: Int, _ columns: [PostingsPlan.Column]
  ) throws(SectionFault) {
    guard !columns.isEmpty else { return }
    let rows = index.postings.layout.rows(of: window)
    let cost = columns.reduce(0) { $0 + $1.cost }
    if let few = fewAllowed(rows, cost: cost) {
      try score(few)
    } else if cut > 0 {
      try scorePromising(rows, columns, cost: cost)
    } else {
      try scoreAll(rows, columns)
    }
    if let cut = best.cut { shared.raise(to: cut) }
  }

  /// Adds as many columns as it takes to leave few rows that can be among the best, and scores
  /// these by their own entries.
  private mutating func scorePromising(
    _ rows: Range<Int>, _ columns: [PostingsPlan.Column], cost: Int
  ) throws(SectionFault) {
    let terms = columns.count
    var skipped = PostingsPlan.skippable(columns, below: ScoreCut.lowered(cut, terms: terms))
    guard skipped.count < terms else { return }
    sums.clear(words: PostingsLayout.words(rows.count))
    for place in columns.indices where !skipped.contains(place) { try add(columns[place]) }
    while true {
      let rest = skipped.reduce(0) { $0 + columns[$1].bound }
      let found = find(rows, above: ScoreCut.lowered(cut, terms: terms), rest: rest)
      let left = skipped.reduce(0) { $0 + columns[$1].cost }
      if found * index.rowCost <= (skipped.isEmpty ? cost : left) {
        return try scoreFound(found, rows, rest: rest, terms: terms)
      }
      guard let next = skipped.popLast() else { return try scoreAll(rows, columns) }
      try add(columns[next])
    }
  }

  /// Scores the rows that were found by their own entries.
  private mutating func scoreFound(
    _ found: Int, _ rows: Range<Int>, rest: Float, terms: Int
  ) throws(SectionFault) {
    var chosen: [Int] = []
    chosen.reserveCapacity(found)
    let cut = ScoreCut.lowered(cut, terms: terms)
    for place in 0..<found {
      let (row, sum) = sums.found(place)
      if sum + rest > cut { chosen.append(try checked(row, of: rows)) }
    }
    try score(chosen)
  }

  /// Adds all columns in the query's order, so that the sums are the scores.
  private mutating func scoreAll(
    _ rows: Range<Int>, _ columns: [PostingsPlan.Column]
  ) throws(SectionFault) {
    sums.clear(words: PostingsLayout.words(rows.count))
    for column in columns { try add(column) }
    var cut = cut
    var found = cut == 0 ? find(rows, above: likelyCut(rows), rest: 0) : 0
    if found < best.limit { found = find(rows, above: cut, rest: 0) }
    for place in 0..<found {
      let (row, score) = sums.found(place)
      guard score > cut else { continue }
      best.offer(try checked(row, of: rows), score)
      if let now = best.cut { cut = max(cut, now) }
    }
  }

  /// Rows of which one is looked at to foresee a window's cut: a thousand of a window are enough.
  private static let sampleStep = 32

  /// A score that about twice as many rows as are wanted are above: if so many are, no other row of
  /// the window is among the best.
  private func likelyCut(_ rows: Range<Int>) -> Float {
    var sample = BestRows(limit: max(4, 2 * best.limit / Self.sampleStep))
    for row in stride(from: 0, to: rows.count, by: Self.sampleStep) {
      sample.offer(row, sums[row])
    }
    return sample.cut ?? 0
  }

  /// The allowed rows of a window, if there are so few that scoring each takes less than `cost`.
  private func fewAllowed(_ rows: Range<Int>, cost: Int) -> [Int]? {
    guard let allowed else { return nil }
    let words = rows.lowerBound / 64..<rows.lowerBound / 64 + PostingsLayout.words(rows.count)
    let count = allowed[words].reduce(0) { $0 + $1.nonzeroBitCount }
    guard count * index.rowCost <= cost else { return nil }
    var found: [Int] = []
    for word in words {
      var bits = allowed[word]
      while bits != 0 {
        found.append(64 * word + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
    return found.filter { $0 < rows.upperBound }
  }

  /// Scores rows by their own entries.
  private mutating func score(_ rows: [Int]) throws(SectionFault) {
    let (section, query) = (index.rows, query)
    try section.bytes.withSpan { bytes throws(SectionFault) in
      let entries = try rows.map { row throws(SectionFault) in
        try section.entries(of: row, in: bytes)
      }
      for (place, row) in rows.enumerated() {
        if place + Self.rowsAhead < rows.count {
          SparseFactors.prefetch(bytes.extracting(entries[place + Self.rowsAhead]))
        }
        let score = try section.score(entries[place], query, in: bytes)
        if score > cut { best.offer(row, score) }
      }
    }
  }

  private mutating func find(_ rows: Range<Int>, above cut: Float, rest: Float) -> Int {
    sums.find(
      above: cut, rest: rest, words: PostingsLayout.words(rows.count), allowed: allowed,
      from: rows.lowerBound / 64)
  }

  private mutating func add(_ column: PostingsPlan.Column) throws(SectionFault) {
    let block = column.block
    let section = index.postings.bytes
    try section.withSpan { bytes throws(SectionFault) in
      let span = bytes.extracting(block.start..<block.start + block.size)
      guard block.isMasked else {
        return sums.add(listed: block.count, span, times: column.factor)
      }
      guard sums.add(masked: block.count, words: block.words, span, times: column.factor) else {
        throw .damaged(.postings, at: block.start)
      }
    }
  }

  /// A row's number in the segment; damaged bits may stand for one behind the last.
  private func checked(_ row: Int, of rows: Range<Int>) throws(SectionFault) -> Int {
    guard row < rows.count else { throw .damaged(.postings, at: 0) }
    return rows.lowerBound + row
  }
}
