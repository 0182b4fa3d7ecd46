internal import Trefoil
internal import TrefoilTensor

/// The scores of a segment's rows for one query.
struct SegmentScores {
  let segment: LiveSegment
  let query: IndexQuery
  let team: ThreadTeam

  /// Rows of a segment from which on the dense vectors' signs are read first: 100,000 vectors of 384
  /// numbers take 2.6 ms as bytes on two cores, and a quarter of it as signs.
  private static let rowsForSigns = 50_000
  /// For each row wanted, the rows whose signs are best that are scored by their bytes: of the true
  /// top 10, 99.7% are among 200.
  private static let signsForOne = 5
  /// The rows that a thread has before it as numbers: some megabytes.
  private static let rowsAtOnce = 2_048

  /// The best of some rows by the dense score.
  func bestDense(_ limit: Int, allowed: RowSet?) -> [ScoredRow] {
    guard let vector = query.dense else { return [] }
    guard let scan = query.scan else { return bestExact(limit, allowed: allowed) }
    let file = segment.file
    if file.rows >= Self.rowsForSigns, let signs = file.signCodes {
      let likely = file.withBytes(.denseSigns) { bytes in
        SignScan(vector: vector, codes: signs).best(
          Self.signsForOne * limit, bytes: bytes, rows: file.rows, allowed: allowed, team: team)
      }.map(\.row)
      return zip(likely, dense(likely)).map { ScoredRow(row: $0, score: $1) }
        .sorted { $0.precedes($1) }.prefix(limit).map(\.self)
    }
    return file.withBytes(.denseCodes) { codes in
      file.withBytes(.denseScales) { scales in
        scan.best(
          limit, codes: codes, scales: scales, rows: file.rows, allowed: allowed, team: team)
      }
    }
  }

  /// The same where rows are kept as numbers.
  private func bestExact(_ limit: Int, allowed: RowSet?) -> [ScoredRow] {
    let starts = Array(stride(from: 0, to: segment.file.rows, by: Self.rowsAtOnce))
    let found = team.map(starts.count) { index -> [ScoredRow] in
      let end = min(starts[index] + Self.rowsAtOnce, segment.file.rows)
      let rows = (starts[index]..<end).filter { allowed?.contains($0) ?? true }
      let scored = zip(rows, dense(rows)).map { ScoredRow(row: $0, score: $1) }
      return Array(
        scored.filter(\.score.isFinite).sorted { $0.precedes($1) }.prefix(limit))
    }
    return Array(found.joined().sorted { $0.precedes($1) }.prefix(limit))
  }

  /// The best of some rows by the lexical score, those above zero.
  func bestSparse(_ limit: Int, allowed: RowSet?) throws -> [ScoredRow] {
    guard let weights = query.lexicalWeights else { return [] }
    let index = try segment.file.lexicalIndex()
    return try segment.file.checked { () throws(SectionFault) in
      try index.best(limit, query: weights, allowed: allowed?.words, team: team)
    }.map { ScoredRow(row: $0.row, score: $0.score) }
  }

  /// The dense score of each row.
  func dense(_ rows: [Int]) -> [Float] {
    guard let vector = query.dense else { return rows.map { _ in 0 } }
    let file = segment.file
    guard let scan = query.scan else {
      return file.denseVectors(of: rows, similarity: query.similarity).scores(vector)
    }
    return file.withBytes(.denseCodes) { codes in
      file.withBytes(.denseScales) { scales in
        scan.scores(of: rows, codes: codes, scales: scales, rows: file.rows)
      }
    }
  }

  /// The lexical score of each row.
  func sparse(_ rows: [Int]) throws(IndexError) -> [Float] {
    guard let weights = query.lexicalWeights else { return rows.map { _ in 0 } }
    let lexical = try segment.file.lexicalRows()
    return try segment.file.checked { () throws(SectionFault) in
      try lexical.scores(of: rows, query: weights)
    }
  }

  /// The late-interaction score of each row.
  ///
  /// - Throws: `IndexError.damaged`.
  func colbert(_ rows: [Int]) throws(IndexError) -> [Float] {
    colbert(tokens: try segment.file.tokenRanges(rows))
  }

  /// The late-interaction score of each of some rows, by where their token vectors are.
  func colbert(tokens: [Range<Int>]) -> [Float] {
    guard let columns = query.columns else { return tokens.map { _ in 0 } }
    let file = segment.file
    return file.withBytes(.tokenCodes) { bytes in
      file.withBytes(.tokenScales) { scales in
        meansOfLargestProducts(
          columns, codec: file.head.tokenCodec, bytes: bytes, scales: scales, groups: tokens,
          team: team)
      }
    }
  }
}
