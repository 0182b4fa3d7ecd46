public import Trefoil
public import TrefoilIndex

extension TuningSet {
  /// Scores a data set and keeps, of each query, the passages that one of the scores puts among its
  /// best.
  ///
  /// A weighted mean can lift another passage above all of these only where it is middling in all
  /// three; what that changes in the first ten places is far below what tuning looks for.
  ///
  /// - Parameters:
  ///   - dataset: the queries, the passages and the judgements.
  ///   - scorer: scores the dataset's collections.
  ///   - outputs: the scores that the collections hold.
  ///   - candidates: which passages each query has; nil for all.
  ///   - depth: how many of the best by each score are kept.
  ///   - progress: called with the share that is done.
  /// - Throws: `IndexError.damaged`; `CancellationError`.
  public init(
    _ dataset: Dataset, scorer: CollectionScorer, outputs: EmbeddingOutputs,
    candidates: CandidateSets? = nil, depth: Int, progress: (Double) -> Void = { _ in }
  ) async throws {
    let order = PassageOrder(dataset.passages)
    var queries: [TuningQuery] = []
    let blocks = scorer.blocks
    for (index, block) in blocks.enumerated() {
      let table = try await scorer.table(of: block, outputs: outputs, candidates: candidates) {
        progress((Double(index) + $0) / Double(blocks.count))
      }
      for query in block {
        let grades = dataset.judgements.grades[dataset.queries[query].id] ?? [:]
        queries.append(
          try TuningQuery(table, query, dataset, order, outputs, candidates?[query], depth, grades))
      }
    }
    self.init(name: "\(dataset.name)/\(dataset.split)", queries: queries)
  }
}

extension TuningQuery {
  fileprivate init(
    _ table: ScoreTable, _ query: Int, _ dataset: Dataset, _ order: PassageOrder,
    _ outputs: EmbeddingOutputs, _ candidates: [Int]?, _ depth: Int, _ grades: [Identifier: Int]
  ) throws {
    var best: Set<Int> = []
    for kind in outputs.kinds {
      let scores = table.scores(query: query, weights: HybridWeights(only: kind))
      best.formUnion(
        order.best(scores, among: candidates, depth: depth, without: dataset.excluded(of: query))
          .map(\.passage))
    }
    let kept = best.sorted()
    let parts = kept.map { table.parts(query: query, passage: $0) }
    self.init(
      passages: kept.map { dataset.passages[$0].id },
      scores: ScoreValues { kind in parts.map { $0[kind] ?? 0 } }, grades: grades)
  }
}
