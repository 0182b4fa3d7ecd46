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

  /// The best of some rows by the dense score.
  func bestDense(_ limit: Int, allowed: RowSet?) -> [ScoredRow] {
    guard let vector = query.dense, let scan = query.scan else { return [] }
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
    guard let scan = query.scan else { return rows.map { _ in 0 } }
    let file = segment.file
    return file.withBytes(.denseCodes) { codes in
      file.withBytes(.denseScales) { scales in
        scan.scores(of: rows, codes: codes, scales: scales, rows: file.rows)
      }
    }
  }

  /// The lexical score of each row.
  func sparse(_ rows: [Int]) throws -> [Float] {
    guard let weights = query.lexicalWeights else { return rows.map { _ in 0 } }
    let lexical = try segment.file.lexicalRows()
    return try segment.file.checked { () throws(SectionFault) in
      try lexical.scores(of: rows, query: weights)
    }
  }

  /// The late-interaction score of each row.
  ///
  /// The rows' token vectors are asked for together before the first is read: from a disk, that is
  /// what takes the time.
  func colbert(_ rows: [Int]) throws(IndexError) -> [Float] {
    guard let columns = query.columns else { return rows.map { _ in 0 } }
    let file = segment.file
    var groups: [Range<Int>] = []
    for row in rows {
      let group = try file.tokenRange(row)
      let size = file.tokenRowBytes
      file.prefetch(.tokenCodes, group.lowerBound * size..<group.upperBound * size)
      groups.append(group)
    }
    return file.withBytes(.tokenCodes) { bytes in
      file.withBytes(.tokenScales) { scales in
        meansOfLargestProducts(
          columns, codec: file.head.tokenCodec, bytes: bytes, scales: scales, groups: groups,
          team: team)
      }
    }
  }
}
