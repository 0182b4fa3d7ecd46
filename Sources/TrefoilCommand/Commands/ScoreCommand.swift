internal import ArgumentParser
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilReports
internal import TrefoilWire

/// `trefoil score`.
struct ScoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score one passage for one query.",
    discussion: """
      Shows FlagEmbedding's five scores: dense, sparse and colbert, and their weighted means \
      sparse+dense and colbert+sparse+dense. A score for which the model has no head, or whose \
      weights are all zero, is shown as – and is null in JSON.

      EXAMPLES
        trefoil score "What is BGE M3?" "BGE M3 is an embedding model."
        trefoil score --weights 1,0.3,1 "how do tides work" "The moon pulls at the sea."
        trefoil score "how do tides work" - < passage.txt
        trefoil score q1 p7 --queries queries.tsv --passages corpus.jsonl
        trefoil score --weights dense=0.4,colbert=0.6 --json "tides" "the moon"
      """)

  @OptionGroup var pair: PairOptions
  @OptionGroup var weights: WeightOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup var length: LengthOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(help: "Write a JSON object.")
  var json = false

  func run() async throws {
    let console = reporting.console
    let (query, passage) = (try pair.query(console), try pair.passage(console))
    let embedder = try model.open(console)
    let scores: [PairScores]
    do {
      scores = try await embedder.flagEmbedding.computeScore(
        pairs: [(query.text, passage.text)], weights: weights.weights,
        maxQueryLength: length.maxLength,
        maxPassageLength: length.maxLength, truncation: length.truncation)
    } catch EmbedderError.textTooLong(let role, _, let tokens, let limit) {
      throw (role == .query ? query : passage).error(LengthFault(tokens: tokens, limit: limit))
    } catch EmbedderError.notFinite(let role, _, let output) {
      throw (role == .query ? query : passage).error(NotFiniteFault(output: output))
    }
    let output = StandardOutput()
    for pair in scores {
      console.warnOfTruncation(
        length.truncation(
          query: pair.queryTokenCounts, passage: pair.passageTokenCounts, of: embedder))
      if json {
        try output.writeJSON(PairScoresRecord(pair))
      } else {
        for line in PairScoresRecord(pair).table.lines(
          width: console.outputWidth, painter: console.painter)
        {
          try output.writeLine(line)
        }
      }
    }
    try output.flush()
  }
}

extension PairScoresRecord {
  fileprivate var table: Table {
    var table = Table([Table.Column("score"), Table.Column("value", isNumeric: true)])
    for (name, score) in named { table.append([name, ScoreText.cell(score)]) }
    return table
  }
}
