internal import TrefoilCheckpoint
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
    guard let product = checkpoint.colbertProduct(hidden: hidden) else { return nil }
    // The bias comes first: what lies in the file is no larger than the file.
    let bias = try checkpoint.tensor(product.bias, shape: [product.out]).floats()
    let weight: PackedWeight
    if checkpoint.contains(product.weight) {
      let plain = try checkpoint.tensor(product.weight, shape: product.shape)
      weight = WeightPacker(precision: precision, shapes: [product.shape], team: team).pack(plain)
    } else {
      weight = try checkpoint.packedWeight(product, precision)
    }
    linear = LinearLayer(weight: weight, bias: bias)
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

extension Checkpoint {
  /// The number of values in a token's vector; nil without a ColBERT head.
  var colbertDimension: Int? {
    let name = HeadName.colbert
    if let shape = shape(of: name.weight) { return max(1, shape.first ?? 0) }
    // Panels hold whole sixty-fours of outputs, so the bias says how many there are.
    guard contains(packedName(.panels, of: name.weight)) else { return nil }
    return max(1, shape(of: name.bias)?.first ?? 0)
  }

  /// The ColBERT head's product; nil without the head.
  func colbertProduct(hidden: Int) -> EncoderProduct? {
    colbertDimension.map {
      EncoderProduct(name: HeadName.colbert.rawValue, out: $0, depth: hidden, norm: nil)
    }
  }
}
