package import Trefoil
package import TrefoilTensor

/// The lexical weights of a segment, by rows and by tokens: exact scores, and the best rows.
package struct LexicalIndex: Sendable {
  /// The weights in the order of the rows.
  package let rows: LexicalRows
  let postings: Postings
  /// The time to score a row from its own entries, in that of adding one row of a token.
  let rowCost: Int

  /// Half a microsecond where nothing of a row is in a cache, against half a nanosecond and more.
  package static let standardRowCost = 800

  /// Opens the two sections of a segment.
  ///
  /// Their last bytes alone are read; what the others say is checked when it is used.
  ///
  /// - Parameters:
  ///   - rows: as `LexicalRowsWriter` wrote them.
  ///   - postings: as `PostingsWriter` wrote them.
  ///   - rowCost: the time to score a row from its own entries, in that of adding one row of a token:
  ///     the less, the more rows are scored so. Results do not depend on it.
  /// - Throws: `SectionFault`.
  package init(
    rows: LexicalRows, postings: SectionBytes, rowCost: Int = standardRowCost
  ) throws(SectionFault) {
    self.rows = rows
    self.rowCost = rowCost
    self.postings = try Postings(postings)
    guard self.postings.layout.rowCount == rows.count else {
      throw .rowCounts(rows: rows.count, postings: self.postings.layout.rowCount)
    }
  }

  /// The rows with the best lexical scores, exactly as if every row were scored.
  ///
  /// - Parameters:
  ///   - limit: how many rows at most, zero or more.
  ///   - query: its lexical weights.
  ///   - allowed: a bit for each row, the lowest of each word first, in as many words as the rows
  ///     need; a row whose bit is not set does not appear. Nil for all rows.
  ///   - floor: the least score of a row, zero or above.
  ///   - team: shares the work; the result does not depend on how many they are.
  /// - Returns: Rows with their scores, above zero, the same bits as `LexicalScorer` gives for
  ///   `rows.weights(of:)`: by falling score, equal scores by rising row.
  /// - Throws: `SectionFault`, where the bytes that the query needs are damaged.
  package func best(
    _ limit: Int, query: LexicalWeights, allowed: [UInt64]? = nil, floor: Float = 0,
    team: ThreadTeam
  ) throws(SectionFault) -> [(row: Int, score: Float)] {
    precondition(limit >= 0 && floor >= 0, "the best \(limit) rows from a score of \(floor) on")
    if let allowed {
      let words = PostingsLayout.words(rows.count)
      precondition(allowed.count >= words, "\(allowed.count) words of bits for \(rows.count) rows")
    }
    let plan = try postings.bytes.withSpan { bytes throws(SectionFault) in
      try PostingsPlan(query, postings, in: bytes)
    }
    let cut = ScoreCut(floor)
    guard limit > 0, plan.bound > ScoreCut.lowered(cut.below, terms: query.count) else { return [] }
    let factors = SparseFactors(places: query.tokenIDs, values: query.weights)
    let count = min(limit, rows.count)
    let threads = (0..<team.count).map { _ in
      SearchThread(WindowSearch(self, factors, best: count, allowed: allowed, cut: cut))
    }
    team.forEach(pieces: plan.windows.count) { window, worker in
      threads[worker].run(window, plan.windows[window])
    }
    var best = BestRows(limit: count)
    for thread in threads {
      if let fault = thread.fault { throw fault }
      best.offer(thread.best)
    }
    return best.sorted
  }
}
