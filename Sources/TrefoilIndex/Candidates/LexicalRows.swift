package import Trefoil
internal import TrefoilTensor

/// The lexical weights of a segment's rows, in the order of the rows, where a section's bytes lie.
///
/// Opening reads the last bytes alone; what a row's entries say is checked when they are used.
package struct LexicalRows: Sendable {
  let bytes: SectionBytes
  private let layout: LexicalRowsLayout

  /// Opens a section.
  ///
  /// - Throws: `SectionFault`, if the bytes can't be such a section.
  package init(_ bytes: SectionBytes) throws(SectionFault) {
    self.bytes = bytes
    layout = try bytes.withSpan { bytes throws(SectionFault) in try LexicalRowsLayout(bytes) }
  }

  /// The number of rows.
  package var count: Int { layout.rowCount }
  /// The number of weights above zero, all rows together.
  package var entryCount: Int { layout.entryCount }

  /// A row's lexical weights, as fp16 keeps them; a row that is not there is a caller's bug.
  ///
  /// - Throws: `SectionFault.damaged`.
  package func weights(of row: Int) throws(SectionFault) -> LexicalWeights {
    try bytes.withSpan { bytes throws(SectionFault) in
      let range = try entries(of: row, in: bytes)
      let count = range.count / LexicalRowsLayout.entrySize
      let weights = (0..<count).map { index in
        let place = range.lowerBound + 4 * count + 2 * index
        return HalfNumbers.value(ofBits: bytes.number(at: place, as: UInt16.self))
      }
      let tokens = (0..<count).map { index in
        bytes.number(at: range.lowerBound + 4 * index, as: TokenID.self)
      }
      guard tokens.first ?? 0 >= 0,
        let read = LexicalWeights(tokenIDs: tokens, weights: weights)
      else { throw .damaged(.rows, at: range.lowerBound) }
      return read
    }
  }

  /// The lexical score of the row whose entries lie at a place, the same bits as `LexicalScorer`
  /// gives for `weights(of:)`.
  ///
  /// - Throws: `SectionFault.damaged`.
  func score(
    _ entries: Range<Int>, _ query: SparseFactors, in bytes: RawSpan
  ) throws(SectionFault) -> Float {
    let count = entries.count / LexicalRowsLayout.entrySize
    guard let score = query.product(count: count, bytes.extracting(entries)) else {
      throw .damaged(.rows, at: entries.lowerBound)
    }
    return score
  }

  /// Where a row's entries lie: its tokens, then their weights.
  func entries(of row: Int, in bytes: RawSpan) throws(SectionFault) -> Range<Int> {
    precondition(row >= 0 && row < count, "row \(row) of \(count)")
    let place = layout.startsOffset + 8 * row
    let start = bytes.number(at: place, as: UInt64.self)
    let end = bytes.number(at: place + 8, as: UInt64.self)
    guard start <= end, end <= entryCount else { throw .damaged(.rows, at: place) }
    return Int(start) * LexicalRowsLayout.entrySize..<Int(end) * LexicalRowsLayout.entrySize
  }

  /// The lexical scores of some rows, the same bits as `LexicalScorer` gives for `weights(of:)`.
  ///
  /// - Parameters: `rows`, in any order; one that is not there is a caller's bug.
  /// - Throws: `SectionFault.damaged`.
  package func scores(
    of rows: [Int], query: LexicalWeights
  ) throws(SectionFault) -> [Float] {
    let factors = SparseFactors(places: query.tokenIDs, values: query.weights)
    return try bytes.withSpan { bytes throws(SectionFault) in
      try rows.map { row throws(SectionFault) in
        try score(try entries(of: row, in: bytes), factors, in: bytes)
      }
    }
  }
}
