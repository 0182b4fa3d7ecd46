internal import Trefoil

extension EvaluationResult {
  /// The groups' names, each once, in the order of the queries; empty without groups.
  public var groupNames: [String] {
    var seen: Set<Identifier> = []
    return (groups ?? []).filter { seen.insert(Identifier($0)).inserted }
  }

  /// A system's value for each query, beside `queries`; the measure is one of `measures`.
  public func values(of system: SystemResult, _ measure: Measure) -> [Double] {
    guard let column = measures.firstIndex(of: measure) else {
      preconditionFailure("\(measure) is not among \(measures)")
    }
    return system.values.map { $0[column] }
  }

  /// A system's mean over the queries, or, with groups, over the groups' means.
  ///
  /// A small group counts as much as a large one. Zero without queries.
  public func mean(of system: SystemResult, _ measure: Measure) -> Double {
    Strata(groups, count: queries.count).mean(of: values(of: system, measure))
  }

  /// A system's mean in each group, beside `groupNames`.
  public func groupMeans(of system: SystemResult, _ measure: Measure) -> [Double] {
    guard let groups else { return [] }
    return Strata(groups, count: queries.count).means(of: values(of: system, measure))
  }

  /// What a system gains over another one, as `mean(of:_:)` counts it; see `PairedComparison`.
  public func comparison(
    of other: SystemResult, with baseline: SystemResult, _ measure: Measure,
    resamples: Int = PairedComparison.standardResamples, seed: UInt64 = 0
  ) -> PairedComparison {
    PairedComparison(
      baseline: values(of: baseline, measure), other: values(of: other, measure), groups: groups,
      resamples: resamples, seed: seed)
  }
}
