package import TrefoilEvaluation

/// What one system gains over another by one measure.
package struct SystemComparison: Equatable, Sendable {
  /// The system that is compared with.
  package let baseline: String
  /// The system whose gain it is.
  package let other: String
  /// What was measured.
  package let measure: Measure
  /// The gain, and how sure it is.
  package let statistics: PairedComparison

  /// Compares the named pairs, or every system with dense (or with the first) if there are none.
  ///
  /// - Parameter pairs: names, the baseline first.
  /// - Throws: `SelectionError.unknownSystem`.
  package static func all(
    of result: EvaluationResult, pairs: [(baseline: String, other: String)], measure: Measure
  ) throws(SelectionError) -> [SystemComparison] {
    let names = result.systems.map(\.name)
    let first = names.contains("dense") ? "dense" : names.first ?? ""
    let wanted =
      pairs.isEmpty ? names.filter { $0 != first }.map { (baseline: first, other: $0) } : pairs
    var found: [SystemComparison] = []
    for (baseline, other) in wanted {
      let one = try system(baseline, of: result)
      let two = try system(other, of: result)
      found.append(
        SystemComparison(
          baseline: baseline, other: other, measure: measure,
          statistics: result.comparison(of: two, with: one, measure)))
    }
    return found
  }

  private static func system(
    _ name: String, of result: EvaluationResult
  ) throws(SelectionError) -> SystemResult {
    guard let system = result.systems.first(where: { $0.name == name }) else {
      throw .unknownSystem(name, found: result.systems.map(\.name))
    }
    return system
  }
}
