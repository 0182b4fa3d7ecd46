internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilEvaluation
internal import TrefoilIndex

/// `trefoil eval`.
struct EvalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Measure how well a model, or a run, ranks a data set.",
    discussion: """
      Encodes the passages and queries of a data set, ranks all passages for each query in every \
      mode, and shows nDCG, MRR, MAP, recall, precision and the share of queries with a hit, as \
      trec_eval -c computes them. It also shows what each mode gains over dense, with a confidence \
      interval. Embeddings are kept in a cache: the next run starts at once, and a run that was \
      interrupted resumes where it stopped.

      EXAMPLES
        trefoil eval scifact
        trefoil eval scifact --modes dense,all --weights 1,0.3,1 --run scifact.trec
        trefoil eval scifact --rerank dense:100 --html scifact.html
        trefoil eval meetings --windows 512 --pooling max
        trefoil eval scifact --index scifact.trefoil
        trefoil eval xquad --split mono --by lang --same lang --every 6
        trefoil eval scifact --read-run bm25.trec --read-run scifact.all.trec
        trefoil eval --qrels test.qrels --read-run bm25.trec --measures map,P_10 -l 2
        gzip -dc bm25.trec.gz | trefoil eval scifact --read-run -

      DATA SETS
      A directory in BEIR's layout: corpus.jsonl and queries.jsonl with one text per line, and \
      judgements in qrels/test.tsv (query, passage and grade, separated by tabs; TREC's layout is \
      accepted too):
        {"_id": "p7", "title": "…", "text": "…", "metadata": {"lang": "en"}}
      Other keys are docid, doc_id, pid, query_id and qid; contents, passage and body. Ids are \
      compared byte by byte.
      The sets of BEIR itself are zip files at \
      https://public.ukp.informatik.tu-darmstadt.de/thakur/BEIR/datasets/ (scifact.zip is a good \
      start); unpack one and name its directory.

      CANDIDATES
      Every passage is ranked for each query unless --same, --candidates or --rerank say \
      otherwise. With --rerank the first mode is evaluated on its full ranking. If --queries or \
      --passages is repeated, values of the same key are alternatives, and all keys must match. \
      The judgements of passages that are left out are ignored.

      WINDOWS
      A window ends at the end of a word, and each begins with the passage's title.

      JSON
        {"dataset": "scifact", "split": "test", "passages": 5183, "queries": 300,
         "settings": {"model": "…", …}, "modes": {"dense": {"ndcg@10": 0.66, …}, …},
         "groups": {"de": {"dense": {…}}}, "comparisons": […]}
      """)

  @OptionGroup var data: DatasetOptions
  @OptionGroup var ranking: RankingOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: EvaluationOutputOptions
  @OptionGroup var cache: EmbeddingCacheOptions

  @Option(
    name: .customLong("read-run"),
    help: ArgumentHelp(
      "Evaluate this TREC run, or - for standard input, instead of a model; may be repeated.",
      valueName: "run"),
    completion: .file())
  var readRuns: [String] = []

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  func validate() throws {
    try StandardInput.check([data.qrels, ranking.candidates] + readRuns)
    guard data.dataset != nil || (data.qrels != nil && !readRuns.isEmpty) else {
      throw ValidationError(
        "There is no data set; name a directory in BEIR's layout, or judge runs with --qrels and"
          + " --read-run.")
    }
    guard data.dataset != nil || (data.passageFilters.isEmpty && data.queryFilters.isEmpty) else {
      throw ValidationError("--queries and --passages need a data set, which has the metadata.")
    }
    guard !readRuns.isEmpty else {
      if let named = output.namedMeasures, let text = ranking.shallowness(for: named) {
        throw ValidationError("\(text); raise it.")
      }
      return
    }
    let forModels: [(String, Bool)] = [
      ("--modes", ranking.modes != nil), ("--run", output.runPath != nil),
      ("--rerank", ranking.firstStage != nil), ("--candidates", ranking.candidates != nil),
      ("--same", data.same != nil), ("--windows", reading.windowing.length != nil),
      ("--depth", ranking.depth != nil), ("--index", reading.index != nil),
    ]
    for (name, isGiven) in forModels where isGiven {
      throw ValidationError("--read-run evaluates runs as they are; \(name) needs a model.")
    }
  }

  func run() async throws {
    try OutputNames.check(
      [
        ("--run", output.runPath), ("--per-query", output.perQueryPath),
        ("--html", output.htmlPath),
      ], inputs: [data.dataset, data.qrels, ranking.candidates] + readRuns)
    let console = reporting.console
    let badLines = BadLines(skipping: data.skipsBadLines, warn: console.warn)
    let dataset = try data.load(console, badLines: badLines)
    let shown = output.htmlPath == nil ? 0 : output.measures[0].cutoff
    let collector: SystemCollector
    let plan: ComparisonPlan
    var settings: [EvaluationResult.Setting] = []
    var weightPoints: [WeightPoint] = []
    var weightsInUse: HybridWeights?
    if readRuns.isEmpty {
      let candidates = try candidates(of: dataset, console, badLines)
      if output.runPath != nil {
        try dataset.checkRunNames(in: FilePath(data.dataset ?? "."))
      }
      if let text = ranking.shallowness(for: output.measures) {
        console.warn("\(text): what lies deeper counts as missed")
      }
      let depth = ranking.depth(for: output.measures)
      let embedder = try model.open(console)
      let modes = try ranking.modes(of: embedder, console)
      weightsInUse = ranking.weights(of: embedder)
      plan = try ComparisonPlan(output.pairs, systems: modes.map(\.rawValue))
      let files = try output.runPath.map { path in
        try RunFiles(path: path, systems: modes.map(\.rawValue))
      }
      collector = SystemCollector(
        dataset, measures: output.measures, files: files, shownDepth: shown)
      let evaluation = ModelEvaluation(
        encoder: DatasetEncoder(embedder: embedder, cache: try cache.open(), console: console),
        reading: reading, ranking: ranking, depth: depth,
        candidates: candidates, console: console)
      weightPoints = try await evaluation.run(
        dataset, modes: modes, into: collector,
        surveyed: output.htmlPath == nil ? nil : output.measures[0])
      try files?.commit()
      settings = try self.settings(embedder, dataset, depth: depth)
    } else {
      for path in readRuns { console.noteWaiting(for: "the run's lines", in: path) }
      let runs = try Run.read(readRuns.map { FilePath($0) }, onBadLine: badLines.report)
      for (run, path) in zip(runs, readRuns) { try run.checkQueries(of: dataset, path: path) }
      plan = try ComparisonPlan(output.pairs, systems: runs.map(\.tag))
      collector = SystemCollector(dataset, measures: output.measures, shownDepth: shown)
      for run in runs { try collector.add(run, queries: 0..<dataset.queries.count) }
      settings = [.init("runs", readRuns.joined(separator: ", "))] + data.settings(dataset)
    }
    badLines.summarize()
    let result = EvaluationResult(
      dataset: dataset.name, split: dataset.split, passageCount: dataset.passages.count,
      settings: settings, queries: dataset.queries,
      groups: data.group.map { key in dataset.queries.map { $0.metadata[key] ?? "–" } },
      measures: output.measures, systems: collector.systems)
    try ResultReport(
      options: output, result: result, dataset: dataset, plan: plan, runs: collector.shown,
      weightPoints: weightPoints, weightsInUse: weightsInUse, console: console
    ).write()
  }

  private func candidates(
    of dataset: Dataset, _ console: Console, _ badLines: BadLines
  ) throws -> CandidateSets {
    var sets = CandidateSets.all(queries: dataset.queries.count)
    if let key = data.same { sets = sets.intersection(CandidateSets(same: key, in: dataset)) }
    if let path = ranking.candidates {
      console.noteWaiting(for: "the run's lines", in: path)
      let run = try Run(path: FilePath(path), onBadLine: badLines.report)
      try run.checkQueries(of: dataset, path: path)
      sets = sets.intersection(CandidateSets(of: run, in: dataset))
    }
    return sets
  }

  private func settings(
    _ embedder: Embedder, _ dataset: Dataset, depth: Int
  ) throws -> [EvaluationResult.Setting] {
    [
      .init("model", embedder.model.path.string),
      .init("precision", embedder.precision.rawValue),
      .init("instruction set", embedder.instructionSet.rawValue),
    ] + ranking.settings(embedder, depth: depth) + (try reading.settings(embedder))
      + data.settings(dataset)
  }
}
