internal import ArgumentParser
internal import Trefoil

/// `trefoil rerank`.
struct RerankCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rerank",
    abstract: "Put passages in order for a query, best first.",
    discussion: """
      Scores every passage by the weighted mean of its dense, sparse and ColBERT scores. Ties \
      keep the order of the input.

      ONE QUERY
      With --query the file holds the passages, one a line (blank ones are passed over), or as \
      TSV (id, tab, text) or JSONL ({"id": "a", "title": "…", "text": "…"}).
        trefoil rerank --query "how do tides work" passages.txt --top 5
        trefoil rerank --query "潮汐" --weights 1,0.3,1 --json passages.jsonl
        grep -h moon *.txt | trefoil rerank --query "how do tides work"

      MANY QUERIES
      With --queries the file holds the candidates of every query: a TREC run (query Q0 passage \
      rank score tag; its order breaks ties), whose texts --passages has, or JSONL, a candidate \
      a line or a list a line; a text that is not there comes from --passages.
        {"query_id": "q1", "id": "p7", "text": "…"}
        {"query_id": "q1", "passages": [{"id": "p7", "text": "…"}, {"id": "p9"}]}
        trefoil rerank --queries q.tsv --passages corpus.jsonl bm25.run --run new.run
        trefoil rerank --queries q.jsonl --json candidates.jsonl > reranked.jsonl
      MS MARCO's runs (query, passage, rank) and top1000 files are read too.

      FORMATS
      --format, --queries-format and --passages-format say how a file is laid out; else its \
      extension does (.tsv, .jsonl), or its first bytes. Of these keys the first that is there \
      counts: _id, id, docid, doc_id, pid, query_id, qid; text, contents, passage, body, query. A \
      title stands before the text. Ids are compared byte by byte, and where files are joined every \
      line must have one.

      LONG PASSAGES
      A passage over the model's limit is cut, and a warning names it. With --windows a longer \
      passage is read whole, in windows that overlap; of each score the largest window counts.
        trefoil rerank --query "how do tides work" --windows 512 chapters.jsonl

      JSON has one line per query, with the scores that were computed; index is the passage's \
      place in the input, from 0, every line counted, and the query's id is present with --queries:
        {"id": "q1", "query": "…", "tokens_seen": 9, "tokens_used": 9,
         "passages": [{"rank": 1, "id": "p7", "index": 0, "score": 0.8,
         "dense": 0.9, "sparse": 0.2, "colbert": 0.7, "tokens_seen": 40,
         "tokens_used": 40, "text": "…"}]}
      """)

  @OptionGroup var candidates: CandidateOptions
  @OptionGroup var weights: WeightOptions
  @OptionGroup var length: LengthOptions
  @OptionGroup var windowing: WindowOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Show only this many of the best.", valueName: "n"))
  var top: Int?

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "Write a TREC run to this file, or - for standard output.", valueName: "file"),
    completion: .file())
  var runPath: String?

  @Flag(help: "Write one JSON line per query.")
  var json = false

  func validate() throws {
    if let top, top < 1 {
      throw ValidationError("--top is \(top), but at least 1 is needed.")
    }
    if windowing.length != nil && length.maxLength != nil {
      throw ValidationError("--windows reads whole passages; leave out --max-length.")
    }
    if runPath == "-" && json {
      throw ValidationError("--json and --run - can't both write to standard output.")
    }
  }

  func run() async throws {
    try OutputNames.check(
      [("--run", runPath)], inputs: candidates.files + [candidates.queries, candidates.passages])
    let console = reporting.console
    let badLines = BadLines(skipping: candidates.skipsBadLines, warn: console.warn)
    let lists = try candidates.read(console, badLines: badLines)
    if runPath != nil { try lists.checkRunNames() }
    let embedder = try model.open(console)
    let ranking = CandidateRanking(
      embedder: embedder, weights: weights.weights, length: length,
      windows: try windowing.windows(.max), badLines: badLines, console: console)
    let reranker = try ranking.reranker()
    let printer = try RankingPrinter(
      console: console, layout: json ? .json : .table, run: runPath, top: top,
      outputs: reranker.weights.outputs, showsQueries: candidates.queries != nil)
    try await ranking.rank(lists, by: reranker, into: printer)
  }
}
