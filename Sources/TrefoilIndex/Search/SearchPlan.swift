internal import Trefoil

/// What a search computes of an index.
struct SearchPlan: Sendable {
  let options: SearchOptions
  /// Combines the scores that count.
  let scorer: HybridScorer
  /// The scores by which candidates are found; none if all passages are candidates.
  let selecting: EmbeddingOutputs

  /// Plans a search.
  ///
  /// - Throws: `IndexError.missingOutput` if the index keeps none of what counts; `ScoringError` if
  ///   nothing that it keeps has weight.
  init(
    _ options: SearchOptions, _ configuration: IndexConfiguration, standardWeights: HybridWeights
  ) throws {
    self.options = options
    let asked = options.mode.outputs
    let kept = asked.intersection(configuration.outputs)
    guard !kept.isEmpty else { throw IndexError.missingOutput(asked) }
    let weights =
      asked.kinds.count == 1
      ? HybridWeights(only: asked.kinds[0])
      : try (options.weights ?? standardWeights).keeping(kept)
    scorer = HybridScorer(weights: weights, similarity: configuration.similarity)
    // One score alone selects for itself; late interaction, for which there is no list, leaves it to
    // the others.
    let able: EmbeddingOutputs = asked == .dense || asked == .sparse ? asked : [.dense, .sparse]
    selecting = options.isExhaustive ? [] : able.intersection(configuration.outputs)
  }

  /// The outputs that a query must have.
  var outputs: EmbeddingOutputs { scorer.weights.outputs.union(selecting) }
}
