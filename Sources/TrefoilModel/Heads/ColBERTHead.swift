internal import TrefoilCore
internal import TrefoilTensor

/// Makes a unit vector of each token after `<s>`, `</s>` included.
package struct ColBERTHead: Sendable {
  private let linear: LinearLayer

  /// Nil if the checkpoint has no such head.
  ///
  /// The head's own rows say how many dimensions it gives.
  init?(
    _ checkpoint: Checkpoint, hidden: Int, precision: Precision, team: ThreadTeam
  ) throws(CheckpointError) {
    guard let shape = checkpoint.shape(of: "colbert_linear.weight") else { return nil }
    let shapes = [[max(1, shape.first ?? 0), hidden]]
    let weight = try checkpoint.tensor("colbert_linear.weight", shape: shapes[0])
    linear = LinearLayer(
      weight: WeightPacker(precision: precision, shapes: shapes, team: team).pack(weight),
      bias: try checkpoint.tensor("colbert_linear.bias", shape: [shapes[0][0]]).floats()
    )
  }

  /// The number of values in a token's vector.
  package var dimension: Int { linear.out }

  /// Projects every hidden state of the batch at once.
  func project(_ work: inout EncoderWorkspace) {
    work.tokenVectors.resize(rows: work.hiddenStates.rows)
    let (states, vectors) = (work.hiddenStates.view(), work.tokenVectors.view())
    work.headBlocks.run(rows: states.rows) { block in
      block.setProduct(of: states, linear, into: vectors)
    }
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
