internal import Trefoil
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
      dense: head.denseDimension > 0 ? denseVector(row) : nil, lexicalWeights: weights,
      tokenVectors: head.colbertDimension > 0 ? try tokenVectors(row) : nil,
      tokenCounts: tokenCounts)
  }

  private func tokenVectors(_ row: Int) throws(IndexError) -> TokenVectors {
    let range = try tokenRange(row)
    let size = tokenRowBytes
    let values = withBytes(.tokenCodes, range.lowerBound * size..<range.upperBound * size) {
      bytes in
      withBytes(.tokenScales, 4 * range.lowerBound..<4 * range.upperBound) { scales in
        head.tokenCodec.decode(bytes, scales: scales, dimension: head.colbertDimension)
      }
    }
    return TokenVectors(values: values, dimension: head.colbertDimension)
  }
}
