package import Trefoil
package import TrefoilEvaluation

/// What a search for weights has found.
package struct TuningRecord: Codable, Equatable, Sendable {
  /// What weights reach on one set.
  package struct SetValue: Codable, Equatable, Sendable {
    /// The set's name.
    package let name: String
    /// Its queries that have a relevant passage.
    package let queries: Int
    /// The mean with the present weights.
    package let present: Double
    /// The mean with the best weights.
    package let best: Double
  }

  /// What one point of the grid reaches.
  package struct Point: Codable, Equatable, Sendable {
    /// How much of the ranking each score decides.
    package let shares: ScoreValues<Double>
    /// The weights that do so.
    package let weights: HybridWeights
    /// The mean of the measure.
    package let value: Double
  }

  /// The measure.
  package let measure: String
  /// `mean` or `worst`: how the gains on several sets were weighed against each other.
  package let objective: String
  /// The weights that were to be beaten.
  package let present: HybridWeights
  /// The weights that are best on all queries.
  package let best: HybridWeights
  /// The mean with the present weights.
  package let presentValue: Double
  /// The mean with the best weights.
  package let bestValue: Double
  /// The mean gain on queries that had no part in choosing the weights.
  package let heldOutGain: Double
  /// Where that gain lies with 95 % confidence: two numbers.
  package let interval: [Double]
  /// How probable such a gain is by chance.
  package let pValue: Double
  /// `better`, `too_few_queries` or `unsure`.
  package let verdict: String
  /// Whether the best weights are now those of the model.
  package let isWritten: Bool
  /// The weights chosen without each fold.
  package let folds: [HybridWeights]
  /// What the present and the best weights reach on each set.
  package let sets: [SetValue]
  /// Every point of the grid that was tried.
  package let surface: [Point]

  private enum CodingKeys: String, CodingKey {
    case measure, objective, present, best
    case presentValue = "present_value"
    case bestValue = "best_value"
    case heldOutGain = "held_out_gain"
    case interval
    case pValue = "p_value"
    case verdict
    case isWritten = "written"
    case folds, sets, surface
  }

  /// Takes a result.
  package init(_ result: TuningResult, isWritten: Bool) {
    let gain = result.heldOut
    measure = result.measure.description
    objective = result.objective.rawValue
    present = result.present
    best = result.best
    presentValue = result.presentValue
    bestValue = result.bestValue
    heldOutGain = gain.meanDifference
    interval = [gain.interval.lowerBound, gain.interval.upperBound]
    pValue = gain.pValue
    verdict = result.verdict.name
    self.isWritten = isWritten
    folds = result.foldWeights
    sets = result.sets.map {
      SetValue(name: $0.name, queries: $0.queryCount, present: $0.present, best: $0.best)
    }
    surface = result.surface.map {
      Point(shares: $0.shares.values, weights: $0.weights, value: $0.value)
    }
  }
}

extension TuningResult.Verdict {
  /// The name by which JSON calls it.
  fileprivate var name: String {
    switch self {
    case .better: "better"
    case .tooFewQueries: "too_few_queries"
    case .unsure: "unsure"
    }
  }
}
