/// Which weights are the best on several sets of queries.
public enum TuningObjective: String, CaseIterable, Codable, Sendable {
  /// Those with the largest mean gain over the sets: what one set loses another may win.
  case mean
  /// Those whose smallest gain on any set is the largest, so that no kind of query pays for another.
  case worst

  /// What weights are worth that gain this much on each set.
  ///
  /// - Parameter gains: at least one.
  func value(of gains: [Double]) -> Double {
    switch self {
    case .mean: gains.reduce(0, +) / Double(gains.count)
    case .worst: gains.reduce(.infinity, min)
    }
  }
}
