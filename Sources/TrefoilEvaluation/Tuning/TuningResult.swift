public import Trefoil

/// What a search for weights has found, and how sure it is.
public struct TuningResult: Equatable, Codable, Sendable {
  /// What weights reach on one set.
  public struct SetValue: Equatable, Codable, Sendable {
    /// The set's name.
    public let name: String
    /// The number of its queries that have a relevant passage.
    public let queryCount: Int
    /// The mean with the present weights.
    public let present: Double
    /// The mean with the best weights.
    public let best: Double

    /// Puts a set's values together.
    public init(name: String, queryCount: Int, present: Double, best: Double) {
      self.name = name
      self.queryCount = queryCount
      self.present = present
      self.best = best
    }
  }

  /// Whether the best weights are to take the present ones' place.
  public enum Verdict: Equatable, Codable, Sendable {
    /// They are better on queries that had no part in choosing them, with 95 % confidence.
    case better
    /// There are fewer queries than `WeightTuner.leastQueries`.
    case tooFewQueries(Int)
    /// The interval of the held-out gain holds zero.
    case unsure
  }

  /// What was measured.
  public let measure: Measure
  /// How the gains on several sets were weighed against each other.
  public let objective: TuningObjective
  /// The weights that were to be beaten.
  public let present: HybridWeights
  /// The weights that are best on all queries.
  public let best: HybridWeights
  /// The mean of the measure over the sets with the present weights.
  public let presentValue: Double
  /// The same with the best weights, on the queries by which they were chosen: a little flattering.
  public let bestValue: Double
  /// Each query's value with the weights chosen on the other folds, against the present weights'.
  public let heldOut: PairedComparison
  /// The weights chosen without each fold; how far they differ shows how firm the choice is.
  public let foldWeights: [HybridWeights]
  /// Every point of the grid that was tried, with the mean over the sets.
  public let surface: [WeightPoint]
  /// What the present and the best weights reach on each set.
  public let sets: [SetValue]

  /// Puts a result together.
  public init(
    measure: Measure, objective: TuningObjective, present: HybridWeights, best: HybridWeights,
    presentValue: Double,
    bestValue: Double, heldOut: PairedComparison, foldWeights: [HybridWeights],
    surface: [WeightPoint], sets: [SetValue]
  ) {
    self.measure = measure
    self.objective = objective
    self.present = present
    self.best = best
    self.presentValue = presentValue
    self.bestValue = bestValue
    self.heldOut = heldOut
    self.foldWeights = foldWeights
    self.surface = surface
    self.sets = sets
  }

  /// What follows.
  public var verdict: Verdict {
    let queries = heldOut.differences.count
    if queries < WeightTuner.leastQueries { return .tooFewQueries(queries) }
    return heldOut.interval.lowerBound > 0 ? .better : .unsure
  }
}
