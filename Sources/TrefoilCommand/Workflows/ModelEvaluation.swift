internal import Trefoil
internal import TrefoilEvaluation
internal import TrefoilIndex

/// Encodes a data set with a model, and ranks it in every mode.
struct ModelEvaluation {
  let encoder: DatasetEncoder
  let reading: ReadingOptions
  let ranking: RankingOptions
  /// How many of the best a ranking keeps.
  let depth: Int
  let candidates: CandidateSets
  let console: Console

  /// Does it; each mode's run goes to the collector.
  ///
  /// - Parameter surveyed: the measure of which to tell what other weights reach; nil for none.
  /// - Returns: that, where the model gives all three scores and one stage ranks.
  func run(
    _ dataset: Dataset, modes: [RankingMode], into collector: SystemCollector, surveyed: Measure?
  ) async throws -> [WeightPoint] {
    let weights = ranking.weights(of: encoder.embedder)
    let stages = modes + (ranking.firstStage.map { [$0.mode] } ?? [])
    let outputs = try stages.reduce(into: EmbeddingOutputs()) { outputs, mode in
      outputs.formUnion(try mode.weights(weights).outputs)
    }
    let queries = try await encoder.encode(
      dataset.queries, "queries", reading.queries(outputs))
    let passages = try await encoder.passages(of: dataset, "passages", reading, outputs)
    let ranker = try ModeRanker(
      dataset, queries: queries, passages: passages, embedder: encoder.embedder, modes: modes,
      weights: weights, candidates: candidates, firstStage: ranking.firstStage,
      depth: depth)
    let progress = console.progress("ranking")
    try await ranker.rank(
      progress: { progress.update(fraction: $0, done: "", tokens: nil) },
      { _, block, run in try collector.add(run, queries: block) })
    progress.finish()
    guard let surveyed, outputs == .all, ranking.firstStage == nil else { return [] }
    return try await survey(
      dataset, CollectionScorer(queries: queries, passages: passages, embedder: encoder.embedder),
      surveyed)
  }

  private func survey(
    _ dataset: Dataset, _ scorer: CollectionScorer, _ measure: Measure
  ) async throws -> [WeightPoint] {
    let progress = console.progress("surveying weights")
    defer { progress.finish() }
    let set = try await TuningSet(
      dataset, scorer: scorer, outputs: .all, candidates: candidates,
      depth: TuningSet.depth(for: measure)
    ) { progress.update(fraction: $0, done: "", tokens: nil) }
    return try await WeightTuner(measure: measure).tune([set], present: .equal).surface
  }
}
