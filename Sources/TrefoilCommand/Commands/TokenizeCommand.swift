internal import ArgumentParser
internal import Trefoil
internal import TrefoilFormats
internal import TrefoilReports
internal import TrefoilWire

/// `trefoil tokenize`.
struct TokenizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenize",
    abstract: "Show the tokens of texts.",
    discussion: """
      Reads texts and writes the tokens of each on a line, or with --json
        {"id": "1", "ids": [0, 35378, 2], "tokens": ["<s>", "▁Hello", "</s>"],
         "ranges": [[0, 0], [0, 5], [5, 5]]}
      on one line. A range gives the bytes of the text's UTF-8 that a token covers. These are the \
      tokens that encode reads, but texts are neither truncated nor prefixed with an instruction. \
      Only the tokenizer's files are opened. A space that no word follows is dropped, as \
      FlagEmbedding over transformers 5 does; with --trailing-spaces kept it is a token, as over \
      transformers 4.

      EXAMPLES
        trefoil tokenize --text "Hello, world"
        trefoil tokenize --json corpus.jsonl > tokens.jsonl
      """)

  @OptionGroup(title: "Model") var model: TokenizerOptions
  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Option(
    help: ArgumentHelp(
      "Whether to keep a space that no word follows as a token (default: as encode does).",
      valueName: "kept|dropped"),
    completion: .list(TrailingSpaces.allCases.map(\.rawValue)),
    transform: { name in
      guard let spaces = TrailingSpaces(rawValue: name) else {
        throw ValidationError("“\(name)” is neither kept nor dropped.")
      }
      return spaces
    })
  var trailingSpaces: TrailingSpaces?

  @Flag(help: "Write JSON lines.")
  var json = false

  func run() async throws {
    let console = reporting.console
    let badLines = input.badLines(console)
    let source = try input.open(console, keepsBlankTexts: true, badLines: badLines)
    let tokenizer = try model.open(trailingSpaces: trailingSpaces)
    let progress = console.progress("tokenizing")
    let output = StandardOutput()
    let showsTerminal = TerminalSize.isTerminal(1)
    var (texts, tokens) = (0, 0)
    var line = JSONText()
    while true {
      let chunk = try source.nextChunk()
      if chunk.isEmpty { break }
      for record in chunk {
        try Task.checkCancellation()
        let tokenized = try tokenizer.tokenize(record.text)
        let pieces = tokenized.tokenIDs.map { tokenizer.piece(of: $0) ?? "" }
        if json {
          line.removeAll()
          line.value(TokensRecord(tokenized, pieces: pieces, id: record.id))
          line.endLine()
          try output.write(line.bytes)
        } else {
          let line = pieces.joined(separator: " ")
          try output.writeLine(showsTerminal ? DisplayWidth.flatten(line) : line)
        }
        texts += 1
        tokens += tokenized.count
      }
      try output.flush()
      progress.update(fraction: source.fraction, texts: texts, tokens: tokens)
    }
    progress.finish()
    badLines.summarize()
    if texts == 0 { console.note("the input has no texts") }
  }
}
