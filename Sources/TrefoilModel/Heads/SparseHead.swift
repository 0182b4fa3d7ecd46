internal import TrefoilCheckpoint
internal import TrefoilCore
internal import TrefoilTensor

/// Makes a weight for each token of a text: relu(w · h + b), and the largest per token id.
struct SparseHead: Sendable {
  private let weight: [Float]
  private let bias: Float

  /// Tokens that never carry lexical weight, by XLM-R's numbers.
  ///
  /// They are `<s>`, `<pad>`, `</s>` and `<unk>`; `<mask>` does carry weight.
  private static let weightless: ClosedRange<TokenID> = 0...3

  /// Nil if the checkpoint has no such head.
  init?(_ checkpoint: Checkpoint, hidden: Int) throws(CheckpointError) {
    guard checkpoint.contains("sparse_linear.weight") else { return nil }
    weight = try checkpoint.tensor("sparse_linear.weight", shape: [1, hidden]).floats()
    bias = try checkpoint.tensor("sparse_linear.bias", shape: [1]).floats()[0]
  }

  /// The largest weight of each token id.
  func weights(
    of sequence: Int, in batch: PackedBatch, _ work: borrowing EncoderWorkspace
  ) throws(EncoderError) -> LexicalWeights {
    let weights = try tokenWeights(of: sequence, in: batch, work)
    return LexicalWeights(zip(batch.tokenIDs[batch.range(of: sequence)], weights))
  }

  /// Each token's own weight, zero or above, shape `[tokens]`.
  func tokenWeights(
    of sequence: Int, in batch: PackedBatch, _ work: borrowing EncoderWorkspace
  ) throws(EncoderError) -> [Float] {
    let rows = batch.range(of: sequence)
    let products = work.hiddenStates.products(rows: rows, with: weight)
    guard products.allSatisfy(\.isFinite) else {
      throw .notFinite(sequence: sequence, output: "sparse")
    }
    return zip(batch.tokenIDs[rows], products).map { tokenID, product in
      Self.weightless.contains(tokenID) ? 0 : max(0, product + bias)
    }
  }
}
