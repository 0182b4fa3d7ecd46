internal import TrefoilTensor

/// One layer of the encoder.
struct EncoderLayer: Sendable {
  /// `hidden` outputs each, side by side in one round of work.
  let query: LinearLayer
  let key: LinearLayer
  let value: LinearLayer
  let attentionOutput: LinearLayer
  let attentionNorm: LayerNorm
  /// `feedForward` outputs.
  let intermediate: LinearLayer
  /// `hidden` outputs.
  let output: LinearLayer
  let outputNorm: LayerNorm

  /// Sets queries, keys and values of a block's rows, side by side.
  func project(_ states: MatrixView, into projections: MatrixView, _ block: RowBlock) {
    block.setProducts(of: states, query, key, value, into: projections)
  }

  /// The layer's steps behind the attention, for the rows of a block.
  func transform(_ states: MatrixView, _ context: MatrixView, _ block: RowBlock) {
    block.addProduct(of: context, attentionOutput, to: states)
    block.normalize(states, attentionNorm)
    block.addFeedForward(states, inner: intermediate, outer: output)
    block.normalize(states, outputNorm)
  }
}
