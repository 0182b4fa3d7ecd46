internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// `trefoil encode`.
struct EncodeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Compute the embeddings of texts.",
    discussion: """
      Reads texts and writes one JSON line for each, in the order of the input, as soon as it is \
      done:
        {"id": "1", "dense_vecs": [0.01, …], "lexical_weights": {"33600": 0.13, …},
         "colbert_vecs": [[0.02, …], …], "tokens_seen": 9, "tokens_used": 9}
      A line has only the outputs that were asked for. The id is the one in the input, or else the \
      line number, always as a string. An empty line is a text too. The input is read in chunks, \
      so it may be larger than memory.

      FORMATS
        text   a text a line
        tsv    id, tab, text
        jsonl  {"id": "a", "title": "…", "text": "…"}, or an array of such objects
      The extension tells which, or else the first bytes do. Of these keys the first that is there \
      counts: _id, id, docid, doc_id, pid, query_id, qid; text, contents, passage, body, query. A \
      blank line of tsv and jsonl is passed over. Several files are read one after the other.

      INSTRUCTIONS
      Some models want an instruction before each text, such as “passage: ”. encode takes texts \
      for passages, as an index holds them; --as query is for what is asked, and --as none puts \
      nothing before a text. trefoil info shows a model's instructions.

      EXAMPLES
        trefoil encode --text "What is BGE M3?" --outputs dense,sparse
        trefoil encode queries.tsv --as query --output queries.npy
        zcat corpus.jsonl.gz | trefoil encode --format jsonl
        trefoil encode corpus.tsv --outputs dense,colbert -o corpus.safetensors

      --output writes a file that appears when it is whole: .jsonl (the lines above), .npy (the \
      dense vectors alone, float32, a row a text) or .safetensors. That one holds dense [n, d]; \
      sparse_token_ids and sparse_weights, those of text i from sparse_offsets[i] to [i + 1]; \
      colbert_vecs [rows, c], likewise with colbert_offsets; tokens_seen and tokens_used [n]; and \
      ids, the UTF-8 of the ids end to end, with id_offsets.
      """)

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var length: LengthOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Option(
    help: ArgumentHelp(
      "What to give, joined by commas.", valueName: "dense,sparse,colbert"),
    completion: .list(ScoreKind.allCases.map(\.rawValue) + [EmbeddingOutputs.all.description]),
    transform: EmbeddingOutputs.init(parsing:))
  var outputs = EmbeddingOutputs.dense

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Which of the model's instructions to put before each text (default: passage; none, which is"
        + " the model's default prompt, if it has one).",
      valueName: "query|passage|none"),
    completion: .list(TextRole.allCases.map(\.rawValue)), transform: TextRole.init(parsing:))
  var chosenRole: TextRole?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Keep this many leading numbers of the dense vector (Matryoshka).", valueName: "n"))
  var dimensions: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to this .safetensors, .npy or .jsonl file, or - for standard output (default: JSON"
        + " lines to standard output).",
      valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    name: .customLong("output-format"),
    help: ArgumentHelp(
      "How the output is laid out (default: by the file's extension, else jsonl).",
      valueName: "format"))
  var outputFormat: OutputFormat?

  /// The layout; a pipe's name tells none, and has the lines that standard output has.
  private var format: OutputFormat? {
    let name = output ?? "-"
    return outputFormat ?? OutputFormat(name: name)
      ?? (AtomicFile.isStream(FilePath(name)) ? .jsonl : nil)
  }

  /// The other commands have this flag; here it says nothing new, and would only contradict others.
  @Flag(name: .customLong("json"), help: .hidden)
  var asksForJSON = false

  func validate() throws {
    guard !asksForJSON else {
      throw ValidationError("encode has no --json: JSON lines are its default; leave it out.")
    }
    if let dimensions {
      guard outputs.contains(.dense) else {
        throw ValidationError("--dimensions cuts the dense vector, which --outputs lacks.")
      }
      guard dimensions >= 1 else {
        throw ValidationError("--dimensions is \(dimensions), but at least 1 is needed.")
      }
    }
    switch format {
    case nil:
      throw ValidationError(
        "“\(output ?? "-")” does not tell its format; end it in .safetensors, .npy or .jsonl, or"
          + " choose one with --output-format.")
    case .npy where outputs != .dense:
      throw ValidationError(
        "A .npy file holds dense vectors alone; choose --outputs dense, or write .safetensors.")
    case .npy, .safetensors, .jsonl: break
    }
  }

  func run() async throws {
    try OutputNames.check([("--output", output)], inputs: input.files)
    let console = reporting.console
    let badLines = input.badLines(console)
    let source = try input.open(console, keepsBlankTexts: true, badLines: badLines)
    let embedder = try model.open(console)
    let options = EncodeOptions(
      outputs: outputs, maxLength: length.maxLength, dimensions: dimensions,
      truncation: length.cutting, role: role(embedder))
    try embedder.validate(options)
    tellOfInstructions(embedder.instructions, console)
    let stream = EncodingStream(
      embedder: embedder, options: options, refusesLongTexts: length.truncation == .error,
      source: source, badLines: badLines)
    let totals = try await stream.run(
      into: try sink(embedder), progress: console.progress("encoding"))
    badLines.summarize()
    console.warnOfTruncation(totals.truncated)
    if totals.texts == 0 { console.note("the input has no texts") }
    console.detail("encoded \(totals.texts) texts, \(totals.tokens) tokens")
  }

  /// What the texts are taken for: passages, unless the command line says something else, or the
  /// model has a default prompt, which is for such texts.
  private func role(_ embedder: Embedder) -> TextRole {
    chosenRole ?? (embedder.instructions.plain.text.isEmpty ? .passage : .plain)
  }

  /// Says what a model with instructions does with the texts, unless the command line says it.
  private func tellOfInstructions(_ model: Instructions, _ console: Console) {
    let named = [
      ("queries", model.query.text), ("passages", model.passage.text),
    ].filter { !$0.1.isEmpty }.map { "“\($0.1)” before \($0.0)" }
    guard !named.isEmpty, model.plain.text.isEmpty else { return }
    let instructions = named.joined(separator: " and ")
    switch chosenRole {
    case .plain:
      console.warn(
        "the model was trained with \(instructions), and --as none uses no instruction; choose --as"
          + " query or --as passage, or the vectors will match others poorly")
    case nil:
      console.note(
        "the texts are encoded as passages; the model has \(instructions), and --as query is for"
          + " queries")
    case .query, .passage: break
    }
  }

  private func sink(_ embedder: Embedder) throws(FileError) -> any EmbeddingSink {
    let path = FilePath(output ?? "-")
    let dimension = dimensions ?? embedder.configuration.encoder.hiddenSize
    switch format {
    case .npy:
      return try NpyWriter(path: path, dimension: dimension)
    case .safetensors:
      return try SafetensorsSink(
        path: path, outputs: outputs, dimension: dimension,
        tokenDimension: embedder.weightSummary.colbertDimension ?? 0)
    case .jsonl, nil:
      return EmbeddingLines(file: path == "-" ? nil : try AtomicFile(path: path))
    }
  }
}
