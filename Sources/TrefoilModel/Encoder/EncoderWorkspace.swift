internal import TrefoilCore
package import TrefoilTensor

/// The scratch memory of the forward pass: made once, grown to the largest batch, used again.
package struct EncoderWorkspace: ~Copyable {
  let team: ThreadTeam
  /// The encoder's state and, after the last layer, its output, shape `[totalTokens, hidden]`.
  var hiddenStates: Matrix
  /// Queries, keys and values side by side, shape `[totalTokens, 3 * hidden]`.
  var projections: Matrix
  /// What attention gathers, shape `[totalTokens, hidden]`.
  var context: Matrix
  /// What a block adds to the hidden states, shape `[totalTokens, hidden]`.
  var update: Matrix
  /// The feed-forward block's inner states, for `feedForwardRows` tokens at a time.
  var intermediate: Matrix
  /// The ColBERT head's rows, shape `[totalTokens, dimension]`.
  var tokenVectors: Matrix
  var panels: PanelScratch
  var attention: AttentionScratch

  /// Tokens that pass the feed-forward block at once: enough for the product's full speed, and the
  /// inner states of an 8192-token text need a quarter of the memory.
  static let feedForwardRows = 2048

  /// Makes a workspace for one encoder; memory comes with the first batch.
  package init(_ encoder: Encoder, team: ThreadTeam) {
    let configuration = encoder.configuration
    self.team = team
    hiddenStates = Matrix(rows: 0, columns: configuration.hidden)
    projections = Matrix(rows: 0, columns: 3 * configuration.hidden)
    context = Matrix(rows: 0, columns: configuration.hidden)
    update = Matrix(rows: 0, columns: configuration.hidden)
    intermediate = Matrix(rows: 0, columns: configuration.feedForward)
    tokenVectors = Matrix(rows: 0, columns: encoder.colbertHead?.dimension ?? 1)
    panels = PanelScratch(team: team)
    attention = AttentionScratch(team: team)
  }

  mutating func reserve(_ plan: AttentionPlan, tokens: Int) {
    hiddenStates.resize(rows: tokens)
    projections.resize(rows: tokens)
    context.resize(rows: tokens)
    update.resize(rows: tokens)
    intermediate.resize(rows: min(tokens, Self.feedForwardRows))
    attention.reserve(plan)
  }
}
