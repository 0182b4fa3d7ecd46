internal import Trefoil
internal import TrefoilScoring
internal import TrefoilTensor

extension Segment {
  /// A row's embedding, as far as it is kept.
  ///
  /// - Throws: `IndexError.damaged`.
  func embedding(_ row: Int, tokenCounts: TokenCounts) throws(IndexError) -> Embedding {
    var weights: LexicalWeights?
    if has(.sparseRows) {
      let rows = try lexicalRows()
      weights = try checked { () throws(SectionFault) in try rows.weights(of: row) }
    }
    return Embedding(
      dense: head.denseDimension > 0 ? denseVectors(row..<row + 1) : nil, lexicalWeights: weights,
      tokenVectors: head.colbertDimension > 0 ? try tokenVectors(row) : nil,
      tokenCounts: tokenCounts)
  }

  /// The dense vectors of some rows, ready to be scored.
  func denseVectors(of rows: [Int], similarity: DenseSimilarity) -> DenseVectors {
    var numbers: [Float] = []
    numbers.reserveCapacity(rows.count * head.denseDimension)
    var start = 0
    for place in rows.indices where place + 1 == rows.count || rows[place + 1] != rows[place] + 1 {
      numbers += denseVectors(rows[start]..<rows[place] + 1)
      start = place + 1
    }
    return DenseVectors(numbers, dimension: head.denseDimension, similarity: similarity)
  }

  private func tokenVectors(_ row: Int) throws(IndexError) -> TokenVectors {
    let range = try tokenRange(row)
    let (size, scaleSize) = (tokenRowBytes, head.tokenCodec.scaleBytes)
    let values = withBytes(.tokenCodes, range.lowerBound * size..<range.upperBound * size) {
      bytes in
      withBytes(
        .tokenScales, scaleSize * range.lowerBound..<scaleSize * range.upperBound
      ) { scales in
        head.tokenCodec.decode(bytes, scales: scales, dimension: head.colbertDimension)
      }
    }
    return TokenVectors(values: values, dimension: head.colbertDimension)
  }
}
