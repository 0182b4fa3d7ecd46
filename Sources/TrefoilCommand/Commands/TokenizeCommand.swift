internal import ArgumentParser
internal import Trefoil
internal import TrefoilFormats
internal import TrefoilWire

/// `trefoil tokenize`.
struct TokenizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenize",
    abstract: "Show the tokens of texts.",
    discussion: """
      Reads texts and writes a line for each: its tokens, or with --json
        {"id": "1", "ids": [0, 35378, 2], "tokens": ["<s>", "▁Hello", "</s>"],
         "ranges": [[0, 0], [0, 5], [5, 5]]}
      all on one line. \
      A range says which bytes of the text's UTF-8 a token stands for. Nothing is cut and no \
      instruction is put before; only the model's sentencepiece.bpe.model is opened. A space that \
      no word follows is a token of its own, as in BGE-M3's tokenizer.json; encode drops it, as \
      FlagEmbedding does, and so does --trailing-spaces dropped.

      EXAMPLES
        trefoil tokenize --text "Hello, world"
        trefoil tokenize --json corpus.jsonl > tokens.jsonl
      """)

  @OptionGroup(title: "Model") var model: TokenizerOptions
  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Option(
    help: ArgumentHelp(
      "What becomes of a space that no word follows.", valueName: "kept|dropped"),
    transform: { name in
      guard let spaces = TrailingSpaces(rawValue: name) else {
        throw ValidationError("“\(name)” is none of kept and dropped.")
      }
      return spaces
    })
  var trailingSpaces = TrailingSpaces.kept

  @Flag(help: "Write JSON lines.")
  var json = false

  func run() async throws {
    let console = reporting.console
    let badLines = input.badLines(console)
    let source = try input.open(console, keepsBlankTexts: true, badLines: badLines)
    let tokenizer = try model.open()
    let progress = console.progress("tokenizing")
    let output = StandardOutput()
    var (texts, tokens) = (0, 0)
    var line = JSONText()
    while true {
      let chunk = try source.nextChunk()
      if chunk.isEmpty { break }
      for record in chunk {
        try Task.checkCancellation()
        let tokenized = try tokenizer.tokenize(record.text, trailingSpaces: trailingSpaces)
        let pieces = tokenized.tokenIDs.map { tokenizer.piece(of: $0) ?? "" }
        if json {
          line.removeAll()
          line.value(TokensRecord(tokenized, pieces: pieces, id: record.id))
          line.endLine()
          try output.write(line.bytes)
        } else {
          try output.writeLine(pieces.joined(separator: " "))
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
