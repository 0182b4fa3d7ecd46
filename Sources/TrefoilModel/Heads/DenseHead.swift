internal import TrefoilCore
internal import TrefoilTensor

/// Makes one vector of a text's hidden states.
struct DenseHead: Sendable {
  let pooling: Pooling
  let normalizes: Bool

  /// The one token of each sequence whose state is its vector; nil if the vector takes several.
  ///
  /// - Parameters: `unpooled` as in `vector`.
  func rows(of batch: PackedBatch, unpooled: Int) -> [Int]? {
    let rows = (0..<batch.sequenceCount).compactMap { row(of: batch.range(of: $0), unpooled) }
    return rows.count == batch.sequenceCount ? rows : nil
  }

  /// The one token of a sequence whose state is its vector; nil if the vector takes several.
  private func row(of sequence: Range<Int>, _ unpooled: Int) -> Int? {
    switch pooling {
    // A text of nothing but what is left out keeps its first token, as in sentence-transformers.
    case .cls: sequence.dropFirst(unpooled).first ?? sequence.lowerBound
    case .lastToken: sequence.upperBound - 1
    case .mean, .max, .meanSquareRoot, .weightedMean: nil
    }
  }

  /// The pooled hidden state, cut to `dimensions` and then normalized, shape `[dimensions]`.
  ///
  /// - Parameters:
  ///   - unpooled: how many tokens at the beginning of each sequence are left out.
  ///   - states: either every token's state or, with `isPooled`, the one of each sequence that
  ///     `rows` named.
  func vector(
    of sequence: Int, in batch: PackedBatch, dimensions: Int?, unpooled: Int,
    _ states: borrowing Matrix, isPooled: Bool
  ) throws(EncoderError) -> [Float] {
    var vector =
      isPooled
      ? states.values(rows: sequence..<sequence + 1)
      : pooled(batch.range(of: sequence), unpooled, states)
    if let dimensions { vector.removeLast(max(0, vector.count - dimensions)) }
    guard vector.allSatisfy(\.isFinite) else {
      throw .notFinite(sequence: sequence, output: "dense")
    }
    if normalizes { normalizeRows(&vector, dimension: vector.count) }
    return vector
  }

  private func pooled(
    _ sequence: Range<Int>, _ unpooled: Int, _ states: borrowing Matrix
  ) -> [Float] {
    if let row = row(of: sequence, unpooled) { return states.values(rows: row..<row + 1) }
    let rows = sequence.dropFirst(unpooled)
    switch pooling {
    case .max: return states.largest(rows: rows)
    case .weightedMean:
      let first = rows.lowerBound - sequence.lowerBound + 1
      return states.mean(rows: rows, weights: (0..<rows.count).map { Float(first + $0) })
    case .meanSquareRoot:
      let root = Float(rows.count).squareRoot()
      return states.mean(rows: rows).map { $0 * root }
    case .mean, .cls, .lastToken: return states.mean(rows: rows)
    }
  }
}
