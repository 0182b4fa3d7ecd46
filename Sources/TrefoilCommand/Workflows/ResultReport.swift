internal import SystemPackage
internal import Trefoil
internal import TrefoilEvaluation
internal import TrefoilFiles
internal import TrefoilReports

/// Writes what an evaluation found, wherever the options say.
struct ResultReport {
  let options: EvaluationOutputOptions
  let result: EvaluationResult
  let dataset: Dataset
  let plan: ComparisonPlan
  /// What each system found first, if the report is to show it.
  let runs: [String: Run]
  /// What other weights reach by the first measure; empty if the report is not to show it.
  let weightPoints: [WeightPoint]
  /// The weights that combine the scores; nil where runs are read.
  let weightsInUse: HybridWeights?
  let console: Console

  /// Writes files first, so that one that can't be made is known before anything is shown.
  func write() throws(FileError) {
    // A comparison draws thousands of samples; a table shows the first measure alone.
    let needsAll = options.json || options.htmlPath != nil
    let comparisons = plan.comparisons(
      of: result, in: needsAll ? result.measures : [result.measures[0]])
    if let path = options.perQueryPath {
      let file = try AtomicFile(path: FilePath(path))
      for system in result.systems {
        for line in result.perQueryLines(of: system) { try file.write(Array(line.utf8)) }
      }
      try file.commit()
    }
    if let path = options.htmlPath {
      let file = try AtomicFile(path: FilePath(path))
      try file.write(Array(html(comparisons).utf8))
      try file.commit()
    }
    let output = StandardOutput()
    if options.json {
      try output.writeLine(result.json(comparisons: comparisons))
    } else if !options.takesStandardOutput {
      let tables = ResultTables(
        result, comparisons: comparisons.filter { $0.measure == result.measures[0] })
      for line in tables.lines(width: console.outputWidth, painter: console.painter) {
        try output.writeLine(line)
      }
    }
    try output.flush()
  }

  /// The page shows query by query what the last pair changes: as a rule, all over dense.
  private func html(_ comparisons: [SystemComparison]) -> String {
    let changes = plan.pairs.last.flatMap { pair -> QueryChanges? in
      guard let before = runs[pair.baseline], let after = runs[pair.other] else { return nil }
      return QueryChanges(from: before, to: after, in: dataset, measure: result.measures[0])
    }
    return HTMLReport(
      result: result, comparisons: comparisons, changes: changes, weightPoints: weightPoints,
      weightMeasure: result.measures[0], weightsInUse: weightsInUse, origin: .thisCommand
    ).html()
  }
}
