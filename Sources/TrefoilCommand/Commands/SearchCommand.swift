internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilIndex

/// `trefoil search`.
struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find the passages of an index that answer a query best.",
    discussion: """
      Takes the best passages by the dense and by the lexical score, and puts them in order by the \
      weighted mean of all scores that the index keeps.

      EXAMPLES
        trefoil search notes.trefoil "how do tides work"
        trefoil search notes.trefoil "潮汐" --top 3 --explain
        trefoil search notes.trefoil "tides" --filter "lang = 'en' and year >= 2020"
        trefoil search notes.trefoil "tides" --mode dense --per-document 1 --json
        trefoil search corpus.trefoil --queries queries.tsv --top 100 --run new.run

      FILTERS
      Conditions on metadata: = <> < <= > >=, in (…), between … and …, like 'x%', contains 'x', is \
      null, joined by and, or, not and parentheses. id and title are the document's own. A \
      filtered search finds as many passages as there are.

      JSON has one line per query; range is the part of the document's text, in bytes of its UTF-8:
        {"query": "…", "hits": [{"rank": 1, "id": "note-7", "title": "Tides", "score": 0.8,
         "dense": 0.9, "sparse": 0.2, "colbert": 0.7, "range": [0, 180],
         "tokens_seen": 40, "tokens_used": 40, "text": "…", "metadata": {"lang": "en"}}]}
      With --run each document stands once, by its best passage.
      """)

  @OptionGroup var index: IndexPathOptions

  @Argument(help: ArgumentHelp("What is asked.", valueName: "query"))
  var query: String?

  @Option(
    help: ArgumentHelp(
      "Search for each query of this file (TSV: id, tab, text; or JSONL), or of - for standard"
        + " input.", valueName: "file"),
    completion: .file())
  var queries: String?

  @OptionGroup var weights: WeightOptions
  @OptionGroup var options: SearchingOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "Write a TREC run to this file, or - for standard output.", valueName: "file"),
    completion: .file())
  var runPath: String?

  @Flag(help: "Show why the passages have their scores, from what the index keeps.")
  var explain = false

  @Flag(help: "Write one JSON line per query.")
  var json = false

  func validate() throws {
    guard (query == nil) == (queries != nil) else {
      throw ValidationError("Give one query, or a file of queries with --queries.")
    }
    if runPath == "-" && json {
      throw ValidationError("--json and --run - can't both write to standard output.")
    }
    if explain && (json || runPath != nil || queries != nil) {
      throw ValidationError(
        "--explain shows one query's hits; leave out --json, --run and --queries.")
    }
  }

  func run() async throws {
    try OutputNames.check([("--run", runPath)], inputs: [queries])
    let console = reporting.console
    let badLines = BadLines(skipping: false, warn: console.warn)
    let source = try queries.map {
      try TextSource.files([$0], TextReader.Options(needsIDs: true), console, badLines)
    }
    var options = options.options(weights: weights.weights)
    if runPath != nil { options.perDocument = options.perDocument ?? 1 }
    let opened = try Index.open(index.path, embedder: try model.open(console))
    let printer = try HitPrinter(
      console: console, outputs: opened.configuration.outputs, options: options, isJSON: json,
      run: runPath)
    if let query {
      let hits = try await opened.search(query, options: options)
      try printer.print(hits, id: nil, query: query)
      if explain {
        for hit in hits {
          guard let explanation = try await opened.explain(hit, query: query, options: options)
          else { continue }
          try printer.print(explanation, of: hit)
        }
      }
    }
    while let chunk = try source?.nextChunk(), !chunk.isEmpty {
      let found = try await opened.searchBatch(chunk.map(\.text), options: options)
      for (query, hits) in zip(chunk, found) {
        try printer.print(hits, id: query.id, query: query.text)
      }
    }
    try printer.finish()
  }
}
