internal import Trefoil
internal import TrefoilTensor

/// What a query reads of a section of postings, window by window.
struct PostingsPlan: Sendable {
  /// A token of the query in one window of rows.
  struct Column: Sendable {
    /// The query's weight.
    let factor: Float
    let block: PostingsBlock

    /// The most that it adds to a score; no rounded product is above.
    var bound: Float { factor * block.largest }

    /// About how long it takes to add it, in the time of one listed row.
    var cost: Int {
      block.isMasked ? block.words * Self.wordCost : block.count
    }

    /// The time for 64 rows by bits, in that of a listed row.
    private static let wordCost = 16
  }

  /// The query's tokens that some row has, shape `[windows]` of lists, tokens rising.
  let windows: [[Column]]
  /// The most that a row can score, before rounding.
  let bound: Float

  /// Looks the query's tokens up.
  ///
  /// - Throws: `SectionFault.damaged`.
  init(_ query: LexicalWeights, _ postings: Postings, in bytes: RawSpan) throws(SectionFault) {
    var windows = [[Column]](repeating: [], count: postings.layout.windowCount)
    var bound: Float = 0
    for (token, factor) in zip(query.tokenIDs, query.weights) {
      guard let place = postings.place(of: token, in: bytes) else { continue }
      bound += factor * postings.largestWeight(place, in: bytes)
      try postings.forEachBlock(of: place, in: bytes) { window, block in
        windows[window].append(Column(factor: factor, block: block))
      }
    }
    self.windows = windows
    self.bound = bound
  }

  /// The columns of a window that can be left out at first, since no row scores above `cut` by
  /// these alone.
  ///
  /// Those that save the most time for what they can add come first.
  static func skippable(_ columns: [Column], below cut: Float) -> [Int] {
    let order = columns.indices.sorted {
      columns[$0].bound * Float(columns[$1].cost) < columns[$1].bound * Float(columns[$0].cost)
    }
    var sum: Float = 0
    var chosen: [Int] = []
    for column in order where sum + columns[column].bound <= cut {
      sum += columns[column].bound
      chosen.append(column)
    }
    return chosen
  }
}
