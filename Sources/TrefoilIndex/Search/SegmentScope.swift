/// Which passages of a segment each query of a block ranks, and where their scores belong.
struct SegmentScope {
  /// The segment's passages among all.
  private let range: Range<Int>
  /// The passage of each unit, counted within the segment.
  private let owners: [Int]
  /// For each query, whether each passage of the segment is a candidate; nil where all are.
  private let isCandidate: [[Bool]?]
  /// Whether a query has no candidate in the segment.
  private let hasNone: [Bool]

  /// - Parameter wanted: each query's candidates among all passages, rising; nil for all.
  init(_ range: Range<Int>, _ segment: EmbeddingSegment, _ wanted: [[Int]?]) {
    self.range = range
    owners = (0..<segment.count).flatMap { text in
      repeatElement(text, count: Int(segment.unitOffsets[text + 1] - segment.unitOffsets[text]))
    }
    isCandidate = wanted.map { wanted in
      guard let wanted else { return nil }
      var flags = [Bool](repeating: false, count: range.count)
      var place = Self.lowerBound(wanted, range.lowerBound)
      while place < wanted.count && wanted[place] < range.upperBound {
        flags[wanted[place] - range.lowerBound] = true
        place += 1
      }
      return flags
    }
    hasNone = isCandidate.map { $0.map { !$0.contains(true) } ?? false }
  }

  /// Whether no passage is a candidate of a query.
  func isEmpty(_ query: Int) -> Bool { hasNone[query] }

  /// Whether one of some units belongs to a candidate of a query.
  func wants(_ query: Int, anyOf units: Range<Int>) -> Bool {
    guard let flags = isCandidate[query] else { return true }
    return !hasNone[query] && units.contains { flags[owners[$0]] }
  }

  /// Raises the scores of candidates to those of some of their units.
  ///
  /// - Parameters: `table` of shape `[queries, passages]`, NaN where nothing is scored; `scores`, a
  ///   list for each query that has one for each unit, or is empty.
  func raise(_ table: inout [Float]?, _ scores: [[Float]], units: Range<Int>) {
    guard table != nil else { return }
    let passages = (table?.count ?? 0) / max(1, isCandidate.count)
    for (query, scores) in scores.enumerated() where !scores.isEmpty {
      let row = query * passages + range.lowerBound
      for (unit, score) in zip(units, scores) {
        let owner = owners[unit]
        if let flags = isCandidate[query], !flags[owner] { continue }
        // Whatever is not above the score, NaN included, gives way to it.
        if let old = table?[row + owner], old >= score { continue }
        table?[row + owner] = score
      }
    }
  }

  /// The first place whose number is not below `value`.
  private static func lowerBound(_ numbers: [Int], _ value: Int) -> Int {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
