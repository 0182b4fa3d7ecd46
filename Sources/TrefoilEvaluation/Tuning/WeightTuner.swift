internal import Synchronization
public import Trefoil
internal import TrefoilCore
internal import TrefoilTensor

/// Looks for the hybrid weights that rank best on judged queries.
///
/// It tries every point of a grid over the simplex, and chooses the one that does best together with
/// those a step away: one that stands out from its neighbours does so by chance. What the choice
/// gains is told by cross-validation: the queries are dealt into folds, each fold is ranked by the
/// weights that are best on the others, and only these held-out values are compared with the present
/// weights'.
public struct WeightTuner: Equatable, Sendable {
  /// What is to be large.
  public let measure: Measure
  /// How the gains on several sets are weighed against each other.
  public let objective: TuningObjective
  /// The shares that are tried.
  public let grid: WeightGrid
  /// In how many parts the queries are dealt, at least 2.
  public let folds: Int
  /// How the queries are dealt follows from it.
  public let seed: UInt64

  /// The fewest queries with a relevant passage from which weights are taken: with fewer, the
  /// interval of a gain is wider than any gain that weights bring.
  public static let leastQueries = 50

  /// Makes a tuner.
  public init(
    measure: Measure = Measure(.ndcg, at: 10), objective: TuningObjective = .mean,
    grid: WeightGrid = WeightGrid(steps: 20), folds: Int = 5, seed: UInt64 = 0
  ) {
    precondition(folds >= 2, "\(folds) folds")
    self.measure = measure
    self.objective = objective
    self.grid = grid
    self.folds = folds
    self.seed = seed
  }

  /// Looks for the best weights on several sets together, which count alike however many queries
  /// they have: by the mean of their gains or by the smallest, as ``objective`` says.
  ///
  /// Queries without a relevant passage are left out: no weights help them.
  ///
  /// - Parameters:
  ///   - sets: the judged queries with their scores; each set counts alike.
  ///   - present: the weights that are to be beaten.
  ///   - threads: how many threads try weights, at least 1.
  ///   - progress: called with the share that is done, from any thread.
  /// - Throws: `CancellationError` once the task is cancelled.
  public func tune(
    _ sets: [TuningSet], present: HybridWeights, threads: Int = 1,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> TuningResult {
    let sets = sets.map { set in
      TuningSet(
        name: set.name, queries: set.queries.filter { $0.grades.values.contains { $0 > 0 } })
    }
    let candidates = distinctWeights(ScoreValues(spreadOf: sets))
    let surroundings = surroundings(of: candidates.map(\.shares))
    let all = candidates.map(\.weights) + [present]
    let measure = measure
    let done = Atomic(0)
    // Shape [weights][sets][queries].
    let values = ThreadTeam(count: threads).map(all.count) { index -> [[Double]] in
      guard !Task.isCancelled else { return [] }
      defer {
        let count = done.wrappingAdd(1, ordering: .relaxed).newValue
        progress(Double(count) / Double(all.count))
      }
      return sets.map { set in set.queries.map { $0.value(all[index], measure) } }
    }
    try Task.checkCancellation()
    let presentValues = values[candidates.count]
    let dealt = deal(sets)
    var heldOut = presentValues
    var foldWeights: [HybridWeights] = []
    for fold in 0..<folds {
      let best = best(values, presentValues, surroundings) { dealt[$0][$1] != fold }
      foldWeights.append(best.map { candidates[$0].weights } ?? present)
      guard let best else { continue }
      for (set, folds) in dealt.enumerated() {
        for (query, other) in folds.enumerated() where other == fold {
          heldOut[set][query] = values[best][set][query]
        }
      }
    }
    // By place, because two sets may have one name.
    let groups = sets.enumerated().flatMap { place, set in set.queries.map { _ in "\(place)" } }
    let chosen = best(values, presentValues, surroundings) { _, _ in true }
    return TuningResult(
      measure: measure, objective: objective, present: present,
      best: chosen.map { candidates[$0].weights } ?? present,
      presentValue: Self.mean(presentValues) { _, _ in true } ?? 0,
      bestValue: chosen.flatMap { Self.mean(values[$0]) { _, _ in true } } ?? 0,
      heldOut: PairedComparison(
        baseline: presentValues.flatMap(\.self), other: heldOut.flatMap(\.self), groups: groups),
      foldWeights: foldWeights,
      surface: zip(candidates, values).map { candidate, values in
        WeightPoint(
          shares: candidate.shares, weights: candidate.weights,
          value: Self.mean(values) { _, _ in true } ?? 0)
      },
      sets: zip(sets, zip(presentValues, chosen.map { values[$0] } ?? presentValues)).map {
        set, values in
        TuningResult.SetValue(
          name: set.name, queryCount: set.queries.count,
          present: Self.mean([values.0]) { _, _ in true } ?? 0,
          best: Self.mean([values.1]) { _, _ in true } ?? 0)
      })
  }

  /// The grid's weights for scores of these spreads, each once.
  private func distinctWeights(
    _ spread: ScoreValues<Double>
  ) -> [(shares: WeightShares, weights: HybridWeights)] {
    var found: [(shares: WeightShares, weights: HybridWeights)] = []
    for shares in grid.shares {
      guard let weights = shares.weights(spread) else { continue }
      if !found.contains(where: { $0.weights == weights }) { found.append((shares, weights)) }
    }
    return found
  }

  /// The fold of each query, shape `[sets, queries]`: each set's queries in a drawn order, in turn.
  private func deal(_ sets: [TuningSet]) -> [[Int]] {
    var generator = SplitMix64(seed: seed)
    return sets.map { set in
      var order = Array(set.queries.indices)
      for last in order.indices.dropFirst().reversed() {
        order.swapAt(last, generator.next(below: last + 1))
      }
      var folds = [Int](repeating: 0, count: order.count)
      for (place, query) in order.enumerated() { folds[query] = place % self.folds }
      return folds
    }
  }

  /// For each point those around it, itself included: no share is further off than a step.
  private func surroundings(of points: [WeightShares]) -> [[Int]] {
    // Half a step more, because the steps are rounded.
    let reach = 1.5 / Double(grid.steps)
    return points.map { point in
      points.indices.filter { point.distance(to: points[$0]) < reach }
    }
  }

  /// The candidate in whose surroundings the queries that count gain most, the first of equals; nil
  /// if there is no candidate or no query.
  private func best(
    _ values: [[[Double]]], _ present: [[Double]], _ surroundings: [[Int]],
    _ counts: (Int, Int) -> Bool
  ) -> Int? {
    let before = Self.means(present, counts)
    guard !before.isEmpty else { return nil }
    let gains = surroundings.indices.map { index in
      objective.value(of: zip(Self.means(values[index], counts), before).map { $0 - $1 })
    }
    var best: (index: Int, value: Double)?
    for (index, around) in surroundings.enumerated() {
      let value = around.reduce(0) { $0 + gains[$1] } / Double(around.count)
      if value > best?.value ?? -.infinity { best = (index, value) }
    }
    return best?.index
  }

  /// The mean over sets of the mean over the queries that count; nil if none does.
  private static func mean(
    _ values: [[Double]], _ counts: (Int, Int) -> Bool
  ) -> Double? {
    let means = means(values, counts)
    return means.isEmpty ? nil : means.reduce(0, +) / Double(means.count)
  }

  /// The mean of each set's queries that count, without the sets that have none.
  private static func means(_ values: [[Double]], _ counts: (Int, Int) -> Bool) -> [Double] {
    values.enumerated().compactMap { set, values -> Double? in
      let kept = values.enumerated().filter { counts(set, $0.offset) }.map(\.element)
      return kept.isEmpty ? nil : kept.reduce(0, +) / Double(kept.count)
    }
  }
}
