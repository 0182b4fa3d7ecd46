internal import Trefoil
internal import TrefoilTensor
extension LexicalRows {
  /// The lexical score of each row, the same bits as `LexicalScorer` gives for `weights(of:)`.
  ///
  /// - Throws: `SectionFault.damaged`.
  func scores(of rows: [Int], query: LexicalWeights) throws(SectionFault) -> [Float] {
    let factors = SparseFactors(places: query.tokenIDs, values: query.weights)
    return try bytes.withSpan { bytes throws(SectionFault) in
      var scores: [Float] = []
      for row in rows { scores.append(try score(of: row, factors, in: bytes)) }
      return scores
    }
  }
}
