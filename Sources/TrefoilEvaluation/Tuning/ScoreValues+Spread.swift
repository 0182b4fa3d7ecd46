internal import Trefoil

extension ScoreValues where Value == Double {
  /// How far each score spreads among the candidates of a query.
  ///
  /// It is the mean over queries of the standard deviation, and zero for a score that is not there;
  /// sets count alike.
  init(spreadOf sets: [TuningSet]) {
    self.init { kind in
      Self.mean(sets.map { set in Self.mean(set.queries.map { Self.deviation($0.scores[kind]) }) })
    }
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  private static func deviation(_ scores: [Float]) -> Double {
    let center = mean(scores.map(Double.init))
    return mean(scores.map { (Double($0) - center) * (Double($0) - center) }).squareRoot()
  }
}
