internal import TrefoilCore
internal import TrefoilTensor

/// Makes one vector of a text's hidden states.
struct DenseHead: Sendable {
  let pooling: Pooling
  let normalizes: Bool

  /// The one token of each sequence whose state is its vector; nil if the vector takes them all.
  func rows(of batch: PackedBatch) -> [Int]? {
    let ranges = (0..<batch.sequenceCount).map { batch.range(of: $0) }
    return switch pooling {
    case .cls: ranges.map(\.lowerBound)
    case .lastToken: ranges.map { $0.upperBound - 1 }
    case .mean: nil
    }
  }

  /// The pooled hidden state, cut to `dimensions` and then normalized, shape `[dimensions]`.
  ///
  /// - Parameters: `states` holds either every token's state or, with `isPooled`, the one of each
  ///   sequence that `rows` named.
  func vector(
    of sequence: Int, in batch: PackedBatch, dimensions: Int?, _ states: borrowing Matrix,
    isPooled: Bool
  ) throws(EncoderError) -> [Float] {
    let rows = isPooled ? sequence..<sequence + 1 : batch.range(of: sequence)
    var vector = pooled(rows, states)
    if let dimensions { vector.removeLast(max(0, vector.count - dimensions)) }
    guard vector.allSatisfy(\.isFinite) else {
      throw .notFinite(sequence: sequence, output: "dense")
    }
    if normalizes { normalizeRows(&vector, dimension: vector.count) }
    return vector
  }

  private func pooled(_ rows: Range<Int>, _ states: borrowing Matrix) -> [Float] {
    switch pooling {
    case .cls: states.values(rows: rows.lowerBound..<rows.lowerBound + 1)
    case .lastToken: states.values(rows: rows.upperBound - 1..<rows.upperBound)
    case .mean: states.mean(rows: rows)
    }
  }
}
