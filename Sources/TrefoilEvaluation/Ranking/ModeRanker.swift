public import Trefoil
public import TrefoilIndex
internal import TrefoilTensor

/// Ranks a data set's passages for its queries in several modes, one block of queries at a time.
public struct ModeRanker: Sendable {
  private let dataset: Dataset
  private let scorer: CollectionScorer
  private let order: PassageOrder
  private let team: ThreadTeam

  /// Each mode with the weights by which it ranks.
  public let modes: [(mode: RankingMode, weights: HybridWeights)]
  /// Which passages each query ranks.
  public let candidates: CandidateSets
  /// What chooses the candidates of the other modes among these; nil if nothing does.
  public let firstStage: FirstStage?
  /// How many of the best are kept.
  public let depth: Int

  /// Makes a ranker.
  ///
  /// - Parameters:
  ///   - dataset: whose queries and passages the collections hold.
  ///   - queries: the embeddings of the dataset's queries, in their order.
  ///   - passages: the embeddings of the dataset's passages, in their order.
  ///   - embedder: the model, whose threads score the pairs.
  ///   - modes: the modes, each once.
  ///   - weights: how much each score counts in a weighted mean.
  ///   - candidates: which passages each query ranks; nil for all.
  ///   - firstStage: what chooses the candidates of the other modes; nil if nothing does.
  ///   - depth: how many of the best are kept.
  /// - Throws: `ScoringError.noWeight` if the weights leave a mode nothing to rank by.
  public init(
    _ dataset: Dataset, queries: EmbeddedCollection, passages: EmbeddedCollection,
    embedder: Embedder, modes: [RankingMode], weights: HybridWeights,
    candidates: CandidateSets? = nil, firstStage: FirstStage? = nil, depth: Int = 1000
  ) throws(ScoringError) {
    precondition(
      queries.count == dataset.queries.count && passages.count == dataset.passages.count,
      "\(queries.count) queries and \(passages.count) passages are embedded, of"
        + " \(dataset.queries.count) and \(dataset.passages.count)")
    self.dataset = dataset
    team = embedder.team
    scorer = CollectionScorer(queries: queries, passages: passages, team: team)
    order = PassageOrder(dataset.passages)
    var weighted: [(RankingMode, HybridWeights)] = []
    for mode in modes { weighted.append((mode, try mode.weights(weights))) }
    self.modes = weighted
    stageWeights = try firstStage?.mode.weights(weights)
    self.candidates = candidates ?? .all(queries: dataset.queries.count)
    self.firstStage = firstStage
    self.depth = depth
  }

  private let stageWeights: HybridWeights?

  /// Ranks, and gives each block of queries and mode its run.
  ///
  /// - Parameters:
  ///   - body: gets a mode, the queries of a block, and the run that has these queries alone.
  ///   - progress: called with the share that is done.
  /// - Throws: what `body` throws; `IndexError.damaged`; `CancellationError`.
  public func rank(
    progress: (Double) -> Void = { _ in },
    _ body: (RankingMode, Range<Int>, Run) throws -> Void
  ) async throws {
    let blocks = scorer.blocks
    for (index, block) in blocks.enumerated() {
      let report = { progress((Double(index) + $0) / Double(blocks.count)) }
      if let firstStage, let stageWeights {
        try await rank(block, firstStage, stageWeights, report, body)
      } else {
        let table = try await scorer.table(
          of: block, outputs: outputs(of: modes), candidates: candidates, progress: report)
        for (mode, weights) in modes {
          try body(mode, block, run(mode, weights, table, candidates))
        }
      }
    }
  }

  /// The first stage ranks all candidates, the other modes its best.
  private func rank(
    _ block: Range<Int>, _ stage: FirstStage, _ stageWeights: HybridWeights,
    _ report: (Double) -> Void, _ body: (RankingMode, Range<Int>, Run) throws -> Void
  ) async throws {
    let others = modes.filter { $0.mode != stage.mode }
    let first = try await scorer.table(
      of: block, outputs: stageWeights.outputs, candidates: candidates
    ) { report($0 / 2) }
    let best = team.map(block.count) { index -> [Int]? in
      let query = block.lowerBound + index
      return order.best(
        first.scores(query: query, weights: stageWeights), among: candidates[query],
        depth: stage.count, without: dataset.excluded(of: query)
      ).map(\.passage)
    }
    var sets = [[Int]?](repeating: [], count: dataset.queries.count)
    sets.replaceSubrange(block, with: best)
    let chosen = CandidateSets(sets: sets)
    let second = try await scorer.table(of: block, outputs: outputs(of: others), candidates: chosen)
    {
      report(0.5 + $0 / 2)
    }
    for (mode, weights) in modes {
      let isFirst = mode == stage.mode
      try body(
        mode, block, run(mode, weights, isFirst ? first : second, isFirst ? candidates : chosen))
    }
  }

  private func outputs(
    of modes: [(mode: RankingMode, weights: HybridWeights)]
  ) -> EmbeddingOutputs {
    modes.reduce(into: []) { $0.formUnion($1.weights.outputs) }
  }

  private func run(
    _ mode: RankingMode, _ weights: HybridWeights, _ table: ScoreTable,
    _ candidates: CandidateSets
  ) -> Run {
    let lists = team.map(table.queries.count) { index in
      let query = table.queries.lowerBound + index
      return order.entries(
        table.scores(query: query, weights: weights), among: candidates[query], depth: depth,
        without: dataset.excluded(of: query))
    }
    var run = Run(tag: mode.rawValue)
    for (query, list) in zip(table.queries, lists) { run.set(list, for: dataset.queries[query].id) }
    return run
  }
}
