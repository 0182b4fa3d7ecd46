internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilFormats
internal import TrefoilIndex
internal import TrefoilReports
internal import TrefoilWire

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
        trefoil search notes.trefoil "潮汐" --top 3 --json
        trefoil search notes.trefoil "tides" --mode dense --per-document 1

      JSON has one line per query; range is the part of the document's text, in bytes of its UTF-8:
        {"query": "…", "hits": [{"rank": 1, "id": "note-7", "title": "Tides", "score": 0.8,
         "dense": 0.9, "sparse": 0.2, "colbert": 0.7, "range": [0, 180],
         "tokens_seen": 40, "tokens_used": 40, "text": "…", "metadata": {"lang": "en"}}]}
      """)

  @OptionGroup var index: IndexPathOptions

  @Argument(help: ArgumentHelp("What is asked.", valueName: "query"))
  var query: String

  @OptionGroup var weights: WeightOptions
  @OptionGroup var options: SearchingOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(help: "Write one JSON line per query.")
  var json = false

  func run() async throws {
    let console = reporting.console
    let opened = try Index.open(index.path, embedder: try model.open(console))
    let options = options.options(weights: weights.weights)
    let hits = try await opened.search(query, options: options)
    let output = StandardOutput()
    if json {
      var line = JSONText()
      line.value(SearchRecord(hits, id: nil, query: query, offset: options.offset))
      line.endLine()
      try output.write(line.bytes)
    } else if hits.isEmpty {
      console.note("nothing was found")
    } else {
      let table = HitTable(hits, outputs: opened.configuration.outputs, offset: options.offset)
      for line in table.table.lines(width: console.outputWidth, painter: console.painter) {
        try output.writeLine(line)
      }
    }
    try output.flush()
  }
}
