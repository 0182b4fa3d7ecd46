internal import ArgumentParser
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilFormats
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
        trefoil score --weights dense=0.4,colbert=0.6 --json "tides" "the moon"
      """)

  @Argument(help: "The query.")
  var query: String

  @Argument(help: "The passage that may answer it.")
  var passage: String

  @OptionGroup var weights: WeightOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup var length: LengthOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(help: "Write a JSON object.")
  var json = false

  func run() async throws {
    let console = reporting.console
    let embedder = try model.open(console)
    let source = TextSource.arguments([query, passage])
    var truncated = 0
    for (record, role) in zip(try source.nextChunk(), [TextRole.query, .passage]) {
      let check = LengthCheck(
        embedder, role: role, maxLength: length.maxLength, policy: length.truncation)
      do {
        if try check.isOver(record.text) { truncated += 1 }
      } catch let fault as LineFault {
        throw source.error(fault, of: record)
      }
    }
    let scores = try await embedder.computeScore(
      pairs: [(query, passage)], weights: weights.weights,
      maxQueryLength: length.maxLength, maxPassageLength: length.maxLength)
    console.warnOfTruncation(truncated)
    let output = StandardOutput()
    for pair in scores.map(PairScoresRecord.init) {
      if json {
        var line = JSONText()
        line.value(pair)
        line.endLine()
        try output.write(line.bytes)
      } else {
        for line in pair.table.lines(width: console.outputWidth, painter: console.painter) {
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
