internal import Trefoil
internal import TrefoilTensor

/// The scores of a segment's rows for one query.
struct SegmentScores {
  let segment: LiveSegment
  let query: IndexQuery
  let team: ThreadTeam

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
