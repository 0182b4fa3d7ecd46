package import TrefoilEvaluation
package import TrefoilFormats

/// An evaluation's result; systems, measures, groups and settings are written in their order.
package struct EvaluationRecord: Codable, Equatable, Sendable {
  /// Each system's mean of each measure; null for one that is no number.
  package typealias Means = JSONMembers<JSONMembers<Double?>>

  /// The data set's name.
  package let dataset: String
  /// The name of the judgements.
  package let split: String
  /// The number of passages.
  package let passages: Int
  /// The number of queries.
  package let queries: Int
  /// How it was measured.
  package let settings: JSONMembers<String>
  /// The means over all queries, or over the groups' means.
  package let modes: Means
  /// The means of each group; left out without groups.
  package let groups: JSONMembers<Means>?
  /// What systems gain over others.
  package let comparisons: [ComparisonRecord]

  /// Takes a result.
  package init(_ result: EvaluationResult, comparisons: [SystemComparison]) {
    dataset = result.dataset
    split = result.split
    passages = result.passageCount
    queries = result.queries.count
    settings = JSONMembers(result.settings.map { ($0.name, $0.value) })
    modes = Self.means(result) { result.mean(of: $0, $1) }
    groups = result.groups.map { _ in
      JSONMembers(
        result.groupNames.enumerated().map { index, name in
          (name, Self.means(result) { result.groupMeans(of: $0, $1)[index] })
        })
    }
    self.comparisons = comparisons.map { ComparisonRecord($0) }
  }

  private static func means(
    _ result: EvaluationResult, _ value: (SystemResult, Measure) -> Double
  ) -> Means {
    JSONMembers(
      result.systems.map { system in
        let values = result.measures.map { ($0.description, value(system, $0).number) }
        return (system.name, JSONMembers(values))
      })
  }
}

extension Double {
  /// The number; nil if it is none that JSON can hold.
  var number: Double? { isFinite ? self : nil }
}
