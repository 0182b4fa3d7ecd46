/// What one system of a result gains over another one in a measure.
public struct SystemComparison: Equatable, Sendable {
  /// The name of the system that is compared with.
  public let baseline: String
  /// The name of the system that is compared.
  public let other: String
  /// What was measured.
  public let measure: Measure
  /// What the other one gains.
  public let gain: PairedComparison

  /// Puts a comparison together.
  public init(baseline: String, other: String, measure: Measure, gain: PairedComparison) {
    self.baseline = baseline
    self.other = other
    self.measure = measure
    self.gain = gain
  }
}

extension EvaluationResult {
  /// What all other systems gain over one of them, in each measure.
  public func comparisons(
    with baseline: SystemResult, resamples: Int = PairedComparison.standardResamples,
    seed: UInt64 = 0
  ) -> [SystemComparison] {
    systems.filter { $0.name != baseline.name }.flatMap { other in
      measures.map { measure in
        SystemComparison(
          baseline: baseline.name, other: other.name, measure: measure,
          gain: comparison(
            of: other, with: baseline, measure, resamples: resamples, seed: seed))
      }
    }
  }
}
