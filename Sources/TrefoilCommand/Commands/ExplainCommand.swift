internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilReports
internal import TrefoilWire

/// `trefoil explain`.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show why one passage has its score for one query.",
    discussion: """
      Shows what each score adds to the hybrid score; which words of the passage each word of the \
      query matched, with its share of the ColBERT score; which words make up the lexical score; \
      and the passage, shaded by what its words add. The parts sum to the scores. The tokens of \
      the model's instructions and </s> take part too and are marked as such.

      EXAMPLES
        trefoil explain "how do tides work" "The moon pulls at the sea."
        trefoil explain "潮汐" - < passage.txt
        trefoil explain q1 p7 --queries queries.tsv --passages corpus.jsonl
        trefoil explain --html why.html "tides" "the moon"
        trefoil explain --json "tides" "the moon" | jq .colbert.words

      JSON
      One object, on one line. Ranges are [start, end) in Unicode scalars of the text, as Python \
      counts, or null for tokens that are not part of the text. Words and tokens are given by \
      their index in query and passage.
        {"unit": "unicode scalars",
         "scores": {"dense": {"score": 0.9, "weight": 1, "contribution": 0.3},
                    "sparse": …, "colbert": …, "hybrid": 0.58},
         "query": {"text": "…", "instruction": "query: ", "tokens_seen": 9,
                   "tokens_used": 9, "unread": null,
                   "words": [{"text": "tides", "origin": "text", "range": [0, 5],
                              "tokens": [3, 5]}],
                   "tokens": [{"id": 9, "piece": "▁ti", "origin": "text",
                               "range": [0, 2], "word": 2}]},
         "passage": as query,
         "colbert": {"words": [{"query_word": 2, "contribution": 0.1,
                                "similarity": 0.8, "matched":
                                [{"passage_word": 1, "contribution": 0.1}]}],
                     "tokens": [{"query_token": 3, "passage_token": 2,
                                 "similarity": 0.8, "contribution": 0.05}]},
         "lexical": {"words": [{"query_word": 2, "passage_word": 1,
                                "product": 0.04, "token_ids": [9]}],
                     "tokens": [{"id": 9, "query_weight": 0.2, …}]}}
      Origin is text, instruction or added (<s> and </s>). unread is null or \
      {"tokens": 12, "range": [80, 140]}. A score for which the model has no head is omitted, and \
      colbert or lexical is then null.
      """)

  @OptionGroup var pair: PairOptions
  @OptionGroup var weights: WeightOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup var length: LengthOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Show at most this many words per table; JSON has all.", valueName: "n"))
  var top: Int?

  @Option(
    name: .customLong("html"),
    help: ArgumentHelp(
      "Write a self-contained HTML page to this file, or - for standard output.", valueName: "file"),
    completion: .file())
  var pagePath: String?

  @Flag(help: "Write a JSON object.")
  var json = false

  func validate() throws {
    if let top, top < 1 {
      throw ValidationError("--top is \(top), but at least 1 is needed.")
    }
    if pagePath == "-" && json {
      throw ValidationError("--json and --html - can't both write to standard output.")
    }
  }

  func run() async throws {
    let console = reporting.console
    let pageFile = try pagePath.map { try AtomicFile(path: FilePath($0)) }
    let query = try pair.query(console)
    let candidate = try pair.passage(console)
    let embedder = try model.open(console)
    let explanation: Explanation
    do {
      explanation = try await embedder.explain(
        query: query.text, passage: candidate.text, weights: weights.weights,
        maxQueryLength: length.maxLength, maxPassageLength: length.maxLength,
        truncation: length.truncation)
    } catch EmbedderError.textTooLong(let role, _, let tokens, let limit) {
      let fault = LengthFault(tokens: tokens, limit: limit)
      throw error(fault, of: role, query, candidate)
    } catch EmbedderError.notFinite(let role, _, let output) {
      throw error(NotFiniteFault(output: output), of: role, query, candidate)
    }
    console.warnOfTruncation(
      length.truncation(
        query: explanation.query.tokenCounts, passage: explanation.passage.tokenCounts,
        of: embedder))
    noteMissingHeads(of: embedder, console)
    try write(explanation, console, pageFile)
  }

  private func error(
    _ fault: some LineFaultCause, of role: TextRole, _ query: Candidate, _ passage: Candidate
  ) -> LineError {
    guard role == .query else { return passage.error(fault) }
    return query.source == nil ? LineError(.query(id: nil), fault) : query.error(fault)
  }

  private func noteMissingHeads(of embedder: Embedder, _ console: Console) {
    let missing = EmbeddingOutputs.all.subtracting(embedder.outputs)
    guard !missing.isEmpty else { return }
    console.note("the model gives no \(missing) output, which is left out")
  }

  private func write(
    _ explanation: Explanation, _ console: Console, _ pageFile: AtomicFile?
  ) throws {
    let output = StandardOutput()
    if let pageFile {
      try pageFile.write(ExplanationPage(explanation, top: top, origin: .thisCommand).html.utf8)
      try pageFile.commit()
    }
    if json {
      try output.writeJSON(ExplanationRecord(explanation))
    } else if pagePath == nil {
      let view = ExplanationView(
        explanation, top: top, width: console.outputWidth, painter: console.painter)
      for line in view.lines { try output.writeLine(line) }
    }
    try output.flush()
  }
}
