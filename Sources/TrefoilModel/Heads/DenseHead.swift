internal import TrefoilCore
internal import TrefoilTensor

/// Makes one vector of a text's hidden states.
struct DenseHead: Sendable {
  let pooling: Pooling
  let normalizes: Bool

  /// The pooled hidden state, cut to `dimensions` and then normalized, shape `[dimensions]`.
  func vector(
    of sequence: Int, in batch: PackedBatch, dimensions: Int?, _ work: borrowing EncoderWorkspace
  ) throws(EncoderError) -> [Float] {
    var vector = pooled(batch.range(of: sequence), work)
    if let dimensions { vector.removeLast(max(0, vector.count - dimensions)) }
    guard vector.allSatisfy(\.isFinite) else {
      throw .notFinite(sequence: sequence, output: "dense")
    }
    if normalizes { normalizeRows(&vector, dimension: vector.count) }
    return vector
  }

  private func pooled(_ rows: Range<Int>, _ work: borrowing EncoderWorkspace) -> [Float] {
    switch pooling {
    case .cls: work.hiddenStates.values(rows: rows.lowerBound..<rows.lowerBound + 1)
    case .lastToken: work.hiddenStates.values(rows: rows.upperBound - 1..<rows.upperBound)
    case .mean: work.hiddenStates.mean(rows: rows)
    }
  }
}
