package import TrefoilEvaluation

/// Judges runs as they come, a block of queries at a time, and keeps no more of them than reports
/// show.
package final class SystemCollector {
  private let dataset: Dataset
  private let measures: [Measure]
  private let files: RunFiles?
  private var values: [String: [[Double]]] = [:]
  private var names: [String] = []

  /// For each system, the best passage of each query so far; nil where nothing was found.
  package private(set) var tops: [String: [Run.Entry?]] = [:]

  /// Makes a collector; runs are written to `files`, if there are some.
  package init(_ dataset: Dataset, measures: [Measure], files: RunFiles? = nil) {
    self.dataset = dataset
    self.measures = measures
    self.files = files
  }

  /// Judges what a system, the run's tag, has found for the next block of queries.
  ///
  /// - Throws: as `RunFiles.write`.
  package func add(_ run: Run, queries block: Range<Int>) throws {
    let queries = Array(dataset.queries[block])
    let result = SystemResult(
      run: run, judgements: dataset.judgements, queries: queries, measures: measures)
    if values[run.tag] == nil { names.append(run.tag) }
    values[run.tag, default: []] += result.values
    tops[run.tag, default: []] += queries.map { run.rankings[$0.id]?.first }
    try files?.write(run, of: queries)
  }

  /// The systems, in the order in which they came; every query was judged for each.
  package var systems: [SystemResult] {
    names.map { SystemResult(name: $0, values: values[$0] ?? []) }
  }
}
