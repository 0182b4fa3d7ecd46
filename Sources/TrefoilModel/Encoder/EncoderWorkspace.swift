package import TrefoilTensor

/// The scratch memory of the forward pass: made once, grown to the largest batch, used again.
package struct EncoderWorkspace: ~Copyable {
  let team: ThreadTeam
  /// The encoder's state and, after the last layer, its output, shape `[totalTokens, hidden]`.
  var hiddenStates: Matrix
  /// Queries, keys and values side by side, shape `[totalTokens, 3 * hidden]`; what attention
  /// gathers takes the queries' place.
  var projections: Matrix
  /// The states of the tokens that the dense vectors are made of, where nothing else is wanted of
  /// the last layer, shape `[sequences, hidden]`.
  var pooledStates: Matrix
  /// What the last layer's attention gathers for these, shape `[sequences, hidden]`.
  var pooledContext: Matrix
  /// The ColBERT head's rows, shape `[totalTokens, dimension]`.
  var tokenVectors: Matrix
  var attention: AttentionScratch
  /// For the layers' products, and for those of the heads.
  var blocks: RowBlocks
  var headBlocks: RowBlocks

  /// Makes a workspace for one encoder; memory comes with the first batch.
  package init(_ encoder: TransformerEncoder, team: ThreadTeam) {
    let configuration = encoder.configuration
    self.team = team
    hiddenStates = Matrix(rows: 0, columns: configuration.hiddenSize)
    projections = Matrix(rows: 0, columns: 3 * configuration.hiddenSize)
    pooledStates = Matrix(rows: 0, columns: configuration.hiddenSize)
    pooledContext = Matrix(rows: 0, columns: configuration.hiddenSize)
    tokenVectors = Matrix(rows: 0, columns: encoder.colbertHead?.dimension ?? 1)
    attention = AttentionScratch(team: team)
    blocks = RowBlocks(
      precision: encoder.precision,
      hidden: configuration.hiddenSize, inner: configuration.feedForwardSize, team: team)
    headBlocks = RowBlocks(
      precision: encoder.precision.ofHeads, hidden: configuration.hiddenSize, inner: 1, team: team)
  }

  mutating func reserve(tokens: Int) {
    hiddenStates.resize(rows: tokens)
    projections.resize(rows: tokens)
  }
}

extension Precision {
  /// The heads' products are a few hundredths of the layers' and meet no later LayerNorm, so they
  /// keep 16 bits where the layers have 8.
  var ofHeads: Precision { self == .fast ? .balanced : self }
}
