internal import TrefoilCheckpoint
internal import TrefoilCore
internal import TrefoilTensor

/// Makes a weight for each token of a text: relu(w · h + b), and the largest per token id.
struct SparseHead: Sendable {
  private let weight: [Float]
  private let bias: Float

  /// Nil if the checkpoint has no such head.
  init?(_ checkpoint: Checkpoint, hidden: Int) throws(CheckpointError) {
    let name = HeadName.sparse
    guard checkpoint.contains(name.weight) else { return nil }
    weight = try checkpoint.tensor(name.weight, shape: [1, hidden]).floats()
    bias = try checkpoint.tensor(name.bias, shape: [1]).floats()[0]
  }

  /// Each token's own weight, zero or above and zero for the `weightless`, shape `[tokens]`.
  func tokenWeights(
    of sequence: Int, in batch: PackedBatch, weightless: Set<TokenID>,
    _ work: borrowing EncoderWorkspace
  ) throws(EncoderError) -> [Float] {
    let rows = batch.range(of: sequence)
    let products = work.hiddenStates.products(rows: rows, with: weight)
    guard products.allSatisfy(\.isFinite) else {
      throw .notFinite(sequence: sequence, output: "sparse")
    }
    return zip(batch.tokenIDs[rows], products).map { tokenID, product in
      weightless.contains(tokenID) ? 0 : max(0, product + bias)
    }
  }
}
