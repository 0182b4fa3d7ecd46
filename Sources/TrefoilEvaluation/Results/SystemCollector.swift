internal import TrefoilIndex

/// Judges runs as they come, a block of queries at a time, and keeps no more of them than reports
/// show.
package final class SystemCollector {
  private let dataset: Dataset
  private let measures: [Measure]
  private let files: RunFiles?
  private let shownDepth: Int
  private var names: [String] = []
  private var values: [String: [[Double]]] = [:]

  /// Each system's best passages for each query so far, as many as are shown.
  package private(set) var shown: [String: Run] = [:]

  /// Makes a collector.
  ///
  /// - Parameters: `files`, to which runs are written, if there are some; `shownDepth`, how many
  ///   passages of each ranking are kept.
  package init(
    _ dataset: Dataset, measures: [Measure], files: RunFiles? = nil, shownDepth: Int = 0
  ) {
    self.dataset = dataset
    self.measures = measures
    self.files = files
    self.shownDepth = shownDepth
  }

  /// Judges what a system, the run's tag, has found for the next block of queries.
  ///
  /// - Throws: as `RunFiles.write`.
  package func add(_ run: Run, queries block: Range<Int>) throws {
    let run = dataset.admitted(of: run)
    let queries = Array(dataset.queries[block])
    let result = SystemResult(
      run: run, judgements: dataset.judgements, queries: queries, measures: measures)
    if values[run.tag] == nil { names.append(run.tag) }
    values[run.tag, default: []] += result.values
    if shownDepth > 0 { keep(run, queries) }
    try files?.write(run, of: queries)
  }

  private func keep(_ run: Run, _ queries: [Document]) {
    for query in queries {
      let best = Array((run.rankings[query.id] ?? []).prefix(shownDepth))
      shown[run.tag, default: Run(tag: run.tag)].set(best, for: query.id)
    }
  }

  /// The systems, in the order in which they came; every query was judged for each.
  package var systems: [SystemResult] {
    names.map { SystemResult(name: $0, values: values[$0] ?? []) }
  }
}
