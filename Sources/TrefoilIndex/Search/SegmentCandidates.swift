internal import Trefoil
internal import TrefoilTensor

/// The best rows of a segment for each of some queries, by one score.
struct SegmentCandidates {
  let segment: LiveSegment
  let queries: [IndexQuery]
  /// The rows that may be found; nil for all.
  let allowed: RowSet?
  let team: ThreadTeam
  /// What a query among several runs on.
  let alone: ThreadTeam

  /// Rows of a segment from which on the dense vectors' signs are read first: 100,000 vectors of 384
  /// numbers take 2.6 ms as bytes on two cores, and a quarter of it as signs.
  private static let rowsForSigns = 50_000
  /// For each row wanted, the rows whose signs are best that are scored by their bytes: of the true
  /// top 10, 99.7% are among 200.
  private static let signsForOne = 5
  /// The rows that a thread has before it as numbers: some megabytes.
  private static let rowsAtOnce = 2_048

  /// The best rows by the dense score.
  func dense(_ limit: Int) -> [[ScoredRow]] {
    let file = segment.file
    let scans = queries.compactMap(\.scan)
    guard scans.count == queries.count else {
      return queries.map { $0.dense == nil ? [] : exactDense(limit, $0) }
    }
    guard file.rows < Self.rowsForSigns || file.signCodes == nil else { return bySigns(limit) }
    return file.withBytes(.denseCodes) { codes in
      file.withBytes(.denseScales) { scales in
        DenseScan.best(
          scans, limit, codes: codes, scales: scales, rows: file.rows, allowed: allowed,
          team: team)
      }
    }
  }

  /// The best by their bytes of those that are best by their signs.
  private func bySigns(_ limit: Int) -> [[ScoredRow]] {
    let file = segment.file
    guard let codes = file.signCodes else { return queries.map { _ in [] } }
    let scans = queries.map { SignScan(vector: $0.dense ?? [], codes: codes) }
    let likely = file.withBytes(.denseSigns) { bytes in
      SignScan.best(
        scans, Self.signsForOne * limit, bytes: bytes, rows: file.rows, allowed: allowed,
        team: team)
    }
    return zip(queries, likely).map { query, likely in
      let rows = likely.map(\.row)
      let scores = SegmentScores(segment: segment, query: query, team: team).dense(rows)
      return zip(rows, scores).map { ScoredRow(row: $0, score: $1) }
        .sorted { $0.precedes($1) }.prefix(limit).map(\.self)
    }
  }

  /// The best rows where vectors are kept as numbers.
  private func exactDense(_ limit: Int, _ query: IndexQuery) -> [ScoredRow] {
    let starts = Array(stride(from: 0, to: segment.file.rows, by: Self.rowsAtOnce))
    let found = team.map(starts.count) { index -> [ScoredRow] in
      let end = min(starts[index] + Self.rowsAtOnce, segment.file.rows)
      let rows = (starts[index]..<end).filter { allowed?.contains($0) ?? true }
      let scores = SegmentScores(segment: segment, query: query, team: alone).dense(rows)
      let scored = zip(rows, scores).map { ScoredRow(row: $0, score: $1) }
      return Array(scored.filter(\.score.isFinite).sorted { $0.precedes($1) }.prefix(limit))
    }
    return Array(found.joined().sorted { $0.precedes($1) }.prefix(limit))
  }

  /// The best rows by the lexical score, those above zero.
  ///
  /// - Throws: `IndexError.damaged`.
  func sparse(_ limit: Int) throws(IndexError) -> [[ScoredRow]] {
    let index = try segment.file.lexicalIndex()
    guard queries.count > 1 else {
      return try queries.map { query throws(IndexError) in
        try sparse(limit, query, index, team)
      }
    }
    var found: [[ScoredRow]] = []
    for result in team.map(
      queries.count,
      { place in
        Result { () throws(IndexError) in try sparse(limit, queries[place], index, alone) }
      })
    {
      found.append(try result.get())
    }
    return found
  }

  private func sparse(
    _ limit: Int, _ query: IndexQuery, _ index: LexicalIndex, _ team: ThreadTeam
  ) throws(IndexError) -> [ScoredRow] {
    guard let weights = query.lexicalWeights else { return [] }
    return try segment.file.checked { () throws(SectionFault) in
      try index.best(limit, query: weights, allowed: allowed?.words, team: team)
    }.map { ScoredRow(row: $0.row, score: $0.score) }
  }
}
