internal import TrefoilCore
internal import TrefoilTensor

/// Makes a unit vector of each token after `<s>`, `</s>` included.
package struct ColBERTHead: Sendable {
  private let linear: LinearLayer

  /// Nil if the checkpoint has no such head.
  ///
  /// The head's own rows say how many dimensions it gives.
  init?(_ checkpoint: Checkpoint, hidden: Int) throws(CheckpointError) {
    guard let shape = checkpoint.shape(of: "colbert_linear.weight") else { return nil }
    let dimension = shape.first ?? 0
    linear = LinearLayer(
      weight: try checkpoint.tensor("colbert_linear.weight", shape: [max(1, dimension), hidden]),
      bias: try checkpoint.tensor("colbert_linear.bias", shape: [max(1, dimension)]).floats()
    )
  }

  /// The number of values in a token's vector.
  package var dimension: Int { linear.bias.count }

  /// Projects every hidden state of the batch at once.
  func project(_ work: inout EncoderWorkspace) {
    work.tokenVectors.resize(rows: work.hiddenStates.rows)
    work.tokenVectors.setProduct(
      work.hiddenStates, rows: 0..<work.hiddenStates.rows, weight: linear.weight,
      scratch: work.panels)
    work.tokenVectors.add(bias: linear.bias, team: work.team)
  }

  /// One text's rows of what `project` made, normalized, shape `[tokens - 1, dimension]`.
  func vectors(
    of sequence: Int, in batch: PackedBatch, _ work: borrowing EncoderWorkspace
  ) throws(EncoderError) -> TokenVectors {
    var values = work.tokenVectors.values(rows: batch.range(of: sequence).dropFirst())
    guard values.allSatisfy(\.isFinite) else {
      throw .notFinite(sequence: sequence, output: "ColBERT")
    }
    normalizeRows(&values, dimension: dimension)
    return TokenVectors(values: values, dimension: dimension)
  }
}
