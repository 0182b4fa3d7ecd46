/// Which systems are compared, and in what.
package struct ComparisonPlan: Equatable, Sendable {
  /// The pairs, the baseline first.
  package let pairs: [SystemPair]

  /// Plans the pairs that are named, or every system with dense (with the first, if there is no
  /// dense) where none are.
  ///
  /// - Throws: `SelectionError.unknownSystem`.
  package init(_ named: [SystemPair], systems: [String]) throws(SelectionError) {
    for pair in named {
      for name in [pair.baseline, pair.other] where !systems.contains(name) {
        throw .unknownSystem(name, found: systems)
      }
    }
    let first = systems.contains("dense") ? "dense" : systems.first ?? ""
    pairs =
      named.isEmpty
      ? systems.filter { $0 != first }.map { SystemPair(baseline: first, other: $0) } : named
  }

  /// Compares the pairs in some measures of a result, which has their systems.
  package func comparisons(
    of result: EvaluationResult, in measures: [Measure]
  ) -> [SystemComparison] {
    pairs.flatMap { pair in
      let systems = [pair.baseline, pair.other].compactMap { name in
        result.systems.first { $0.name == name }
      }
      precondition(systems.count == 2, "\(systems.count) systems of a pair")
      return measures.map { measure in
        SystemComparison(
          baseline: pair.baseline, other: pair.other, measure: measure,
          gain: result.comparison(of: systems[1], with: systems[0], measure))
      }
    }
  }
}
