internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilEvaluation
internal import TrefoilFiles
internal import TrefoilIndex
internal import TrefoilReports

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// `trefoil tune`.
struct TuneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Find the hybrid weights that rank judged queries best.",
    discussion: """
      Scores the queries of one or more data sets with every output of the model, tries a grid of \
      weights, and writes the best to your own settings for the model, from which rerank, score, \
      explain and eval take their default weights. Each data set counts the same; with --objective \
      worst, the weights are those whose smallest gain on any data set is the largest.

      The settings are a file below $XDG_CONFIG_HOME/trefoil or ~/.config/trefoil, or the one that \
      --settings names; the model's directory is left as it is. trefoil info shows the weights in \
      use and where they are from, and --reset takes yours back.

      Cross-validation measures the gain: each fold of the queries is ranked with the weights that \
      are best on the other folds. If there are fewer than \(WeightTuner.leastQueries) queries, or \
      the 95 % confidence interval of the gain includes zero, the present weights stay.

      EXAMPLES
        trefoil tune scifact
        trefoil tune scifact:train questions:dev --same lang --every 2
        trefoil tune my-set:train --measure recall@20 --dry-run --json
        trefoil tune scifact faq:dev --objective worst --weights 1,0,0
        trefoil tune scifact --settings scifact.json
        trefoil tune scifact --index scifact.trefoil
        trefoil tune --reset

      Tune on training queries, not on the test queries that you report results for. Data sets \
      have the same layout as for trefoil eval, and embeddings are kept in the same cache. A \
      score's share says how much it decides; its weight is the share divided by the spread of the \
      score among a query's candidates.

      JSON
        {"measure": "ndcg@10", "objective": "mean", "present": {"dense": 1, …}, "best": {…},
         "present_value": 0.71, "best_value": 0.73, "held_out_gain": 0.019,
         "interval": [0.011, 0.027], "p_value": 0.0001, "verdict": "better",
         "written": true, "folds": [{"dense": 1, …}, …],
         "sets": [{"name": "scifact/train", "queries": 809, "present": 0.71, "best": 0.73}],
         "surface": [{"shares": {…}, "weights": {…}, "value": 0.72}, …]}
      """)

  @OptionGroup var tuning: TuningOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var cache: EmbeddingCacheOptions
  @OptionGroup var start: WeightOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(name: .customLong("dry-run"), help: "Show the result and write nothing.")
  var isDryRun = false

  @Flag(help: "Write the best weights even if the gain may be chance.")
  var force = false

  @Flag(help: "Write a JSON object.")
  var json = false

  @Flag(help: "Remove the weights that tune has written, if there are any, and do nothing else.")
  var reset = false

  func validate() throws {
    if reset {
      guard tuning.datasets.isEmpty && !isDryRun && !force && !json else {
        throw ValidationError("--reset stands alone, but for --model and --settings.")
      }
      return
    }
    guard !tuning.datasets.isEmpty else {
      throw ValidationError("There is no data set; name a directory in BEIR's layout.")
    }
    if isDryRun && force {
      throw ValidationError("--dry-run and --force can't both be; choose one.")
    }
  }

  func run() async throws {
    let console = reporting.console
    if reset { return try removeWeights(console) }
    let datasets = try tuning.load(console)
    let embedder = try model.open(console, writesSettings: true)
    let encoder = DatasetEncoder(embedder: embedder, cache: try cache.open(), console: console)
    var sets: [TuningSet] = []
    for dataset in datasets {
      if let key = tuning.group {
        try SelectionError.check(key, of: dataset.queries, kind: "query")
      }
      let set = try await scored(dataset, encoder)
      sets += tuning.group.map { set.divided(by: $0, of: dataset) } ?? [set]
    }

    let tuner = WeightTuner(
      measure: tuning.measure, objective: tuning.objective,
      grid: WeightGrid(steps: tuning.steps, outputs: embedder.outputs),
      folds: tuning.folds, seed: tuning.seed)
    let present = try start.weights ?? embedder.standardWeights
    let progress = console.progress("trying weights")
    let result = try await tuner.tune(
      sets, present: present,
      threads: model.threads ?? EmbedderOptions.standardThreads
    ) {
      progress.update(fraction: $0, done: "", tokens: nil)
    }
    progress.finish()
    let isWritten = !isDryRun && (force || result.verdict == .better)
    let file = isWritten ? try settingsFile() : nil
    if let file { try write(result, to: file) }
    let output = StandardOutput()
    let lines =
      json
      ? [result.json(isWritten: isWritten)]
      : TuningTables(result, writtenTo: file)
        .lines(width: console.outputWidth, painter: console.painter)
    for line in lines { try output.writeLine(line) }
    try output.flush()
  }

  private func scored(_ dataset: Dataset, _ encoder: DatasetEncoder) async throws -> TuningSet {
    let outputs = encoder.embedder.outputs
    let queries = try await encoder.encode(
      dataset.queries, "\(dataset.name) queries", reading.queries(outputs))
    let passages = try await encoder.passages(
      of: dataset, "\(dataset.name) passages", reading, outputs)
    let progress = encoder.console.progress("scoring \(dataset.name)")
    defer { progress.finish() }
    return try await TuningSet(
      dataset,
      scorer: CollectionScorer(queries: queries, passages: passages, embedder: encoder.embedder),
      outputs: outputs, candidates: tuning.same.map { CandidateSets(same: $0, in: dataset) },
      depth: TuningSet.depth(for: tuning.measure, least: tuning.depth)
    ) { progress.update(fraction: $0, done: "", tokens: nil) }
  }

  /// The file of the user's settings.
  ///
  /// - Throws: `FileError.cannotCreate` if there is no home for it.
  private func settingsFile() throws -> FilePath {
    if let path = try model.settings.path(of: model.directory()) { return path }
    throw FileError.cannotCreate(
      path: "~/.config/trefoil", reason: "neither XDG_CONFIG_HOME nor HOME is set")
  }

  private func removeWeights(_ console: Console) throws {
    let file = try settingsFile()
    guard file.exists else {
      return console.note("there are no weights of yours for the model: “\(file)” is not there")
    }
    var settings = try ModelSettings(file: file)
    guard settings.weights != nil else {
      return console.note("there are no weights of yours for the model: “\(file)” has none")
    }
    (settings.weights, settings.origin) = (nil, nil)
    try settings.write(to: file)
    console.note("removed the weights in “\(file)”; trefoil info shows those in use now")
  }

  private func write(_ result: TuningResult, to file: FilePath) throws {
    let gain = result.heldOut
    var settings = file.exists ? try ModelSettings(file: file) : ModelSettings()
    settings.weights = result.best
    settings.origin =
      "trefoil tune, \(result.measure) on \(result.sets.map(\.name).joined(separator: ", ")):"
      + " held-out gain \(ScoreText.signed(gain.meanDifference)) ("
      + "\(ScoreText.signed(gain.interval.lowerBound)) to"
      + " \(ScoreText.signed(gain.interval.upperBound))) over \(result.present)"
    if model.settings.named == nil { try file.removingLastComponent().createDirectories() }
    try settings.write(to: file)
  }
}
