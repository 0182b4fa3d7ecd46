internal import Trefoil
internal import TrefoilEvaluation

/// Encodes a data set with a model, and ranks it in every mode.
struct ModelEvaluation {
  let encoder: DatasetEncoder
  let reading: ReadingOptions
  let ranking: RankingOptions
  let candidates: CandidateSets
  let console: Console

  /// Does it; each mode's run goes to the collector.
  func run(_ dataset: Dataset, modes: [RankingMode], into collector: SystemCollector) async throws {
    let stages = modes + (ranking.firstStage.map { [$0.mode] } ?? [])
    let outputs = try stages.reduce(into: EmbeddingOutputs()) { outputs, mode in
      outputs.formUnion(try mode.weights(ranking.weights).outputs)
    }
    let queries = try await encoder.encode(
      dataset.queries, "queries", reading.queries(outputs))
    let passages = try await encoder.encode(
      dataset.passages, "passages", try reading.passages(outputs))
    let ranker = try ModeRanker(
      dataset, queries: queries, passages: passages, embedder: encoder.embedder, modes: modes,
      weights: ranking.weights, candidates: candidates, firstStage: ranking.firstStage,
      depth: ranking.depth)
    let progress = console.progress("ranking")
    try ranker.rank(
      progress: { progress.update(fraction: $0, done: "", tokens: nil) },
      { _, block, run in try collector.add(run, queries: block) })
    progress.finish()
  }
<<<<<<< HEAD
=======

  private func encode(
    _ texts: [EvaluationText], _ name: String, _ options: CollectionOptions
  ) async throws -> EmbeddedCollection {
    let progress = console.progress("encoding \(name)")
    let encoder = CollectionEncoder(embedder: embedder, cache: cache)
    let collection = try await encoder.encode(texts, options: options) { step in
      progress.update(fraction: step.fraction, texts: step.textsDone, tokens: step.tokensDone)
    }
    progress.finish()
    for path in collection.rebuilt {
      console.note("“\(path)” of the cache was damaged and is made again")
    }
    if collection.truncated > 0 {
      console.note(
        "\(collection.truncated) of \(collection.units) \(name) were longer than the limit and cut")
    }
    console.detail(
      "\(name): \(texts.count), \(collection.tokens) tokens; encoded \(collection.encodedSegments)"
        + " of \(collection.segments.count) segments")
    return collection
  }
>>>>>>> eval
}
