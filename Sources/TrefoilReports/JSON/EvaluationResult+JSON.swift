public import TrefoilEvaluation
internal import TrefoilFormats

extension EvaluationResult {
  /// The result as a JSON object on one line, without its end.
  ///
  /// Its keys are `dataset`, `split`, `passages`, `queries`, `settings`, `modes` (for each system
  /// each measure's mean), `groups` (for each group the same; only with groups) and `comparisons`,
  /// in this order; systems, measures and groups stay in theirs. Names of systems and of settings
  /// must be distinct.
  public func json(comparisons: [SystemComparison] = []) -> String {
    var json = JSONText()
    json.value(EvaluationRecord(self, comparisons: comparisons))
    return json.text
  }

  /// A system's values as JSON objects, a line a query, each with its end: `query`, `mode`, `group`
  /// with groups, and each measure.
  public func perQueryLines(of system: SystemResult) -> [String] {
    queries.indices.map { query in
      var json = JSONText()
      json.value(QueryValuesRecord(self, system, query: query))
      json.endLine()
      return json.text
    }
  }
}
