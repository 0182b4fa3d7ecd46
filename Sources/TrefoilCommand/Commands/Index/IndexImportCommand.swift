internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilIndex

/// `trefoil index import`.
struct IndexImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Add documents whose embeddings are in files to an index.",
    discussion: """
      Takes what trefoil index export --embeddings writes, and what trefoil encode does, as .jsonl or \
      .safetensors; a .npz file with arrays of the same names; and FlagEmbedding's dense_vecs, \
      lexical_weights and colbert_vecs as JSON. Where the file itself has no texts, --documents names \
      them, as JSON lines in the same order. A document is one passage, unless an export says more.

      With --dense, --lexical and --tokens the arrays are files of their own, and the files named are \
      the documents. Ragged vectors lie end to end, with where each text's begin:
        vecs = model.encode(texts, return_dense=True, return_sparse=True,
                            return_colbert_vecs=True)
        dense, tokens = vecs["dense_vecs"], vecs["colbert_vecs"]
        np.save("dense.npy", dense)
        np.save("tokens.npy", np.concatenate(tokens))
        np.save("offsets.npy", np.cumsum([0] + [len(t) for t in tokens]))
        with open("lexical.jsonl", "w") as file:
          for weights in vecs["lexical_weights"]:
            plain = {id: float(weight) for id, weight in weights.items()}
            print(json.dumps(plain), file=file)
      A pickle, as np.save makes of a dictionary, is refused, because it can run any program.

      The embeddings must be of the index's model; those of an export say so. An index that is not \
      there is made, for the model. The work is committed every some thousand passages: after an \
      interruption the same call goes on where it stopped.

      EXAMPLES
        trefoil index import copy.trefoil notes.safetensors
        trefoil index import notes.trefoil vectors.jsonl --documents notes.jsonl
        trefoil index import notes.trefoil notes.jsonl --dense dense.npy \\
          --lexical lexical.jsonl --tokens tokens.npy --token-offsets offsets.npy
      """)

  @OptionGroup var index: IndexPathOptions

  @Argument(
    help: ArgumentHelp(
      "Files of embeddings; with --dense, --lexical or --tokens, of documents.", valueName: "file"),
    completion: .file())
  var files: [String]

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The documents of the embeddings, as JSON lines in the same order; may be repeated.",
      valueName: "file"),
    completion: .file())
  var documents: [String] = []

  @Option(help: ArgumentHelp("The dense vectors, as a .npy file.", valueName: "file"))
  var dense: String?

  @Option(
    help: ArgumentHelp(
      "The lexical weights, as JSON lines of weights by token ids.", valueName: "file"))
  var lexical: String?

  @Option(help: ArgumentHelp("The token vectors, as a .npy file.", valueName: "file"))
  var tokens: String?

  @Option(
    name: .customLong("token-offsets"),
    help: ArgumentHelp(
      "Where each document's token vectors begin, then their number, as a .npy file.",
      valueName: "file"))
  var tokenOffsets: String?

  @Flag(help: "Write what has changed as a JSON object.")
  var json = false

  @OptionGroup(title: "New index") var creation: IndexCreationOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  private var arrays: EmbeddingArrays {
    EmbeddingArrays(
      dense: dense.map { FilePath($0) }, lexical: lexical.map { FilePath($0) },
      tokens: tokens.map { FilePath($0) }, tokenOffsets: tokenOffsets.map { FilePath($0) })
  }

  func validate() throws {
    try StandardInput.check(files + documents + [lexical])
    guard tokenOffsets == nil || tokens != nil else {
      throw ValidationError("--token-offsets goes with --tokens.")
    }
    guard arrays == EmbeddingArrays() || documents.isEmpty else {
      throw ValidationError(
        "With --dense, --lexical or --tokens the files named are the documents; leave out --documents."
      )
    }
  }

  func run() async throws {
    let console = reporting.console
    // Before an index is made for nothing.
    for path in files + documents + [dense, lexical, tokens, tokenOffsets].compactMap(\.self)
    where path != "-" && !FilePath(path).exists {
      throw FileError.missing(path: FilePath(path))
    }
    let index = try open(console)
    let paths = files.map { FilePath($0) }
    let sources = EmbeddingFiles(
      sources: arrays == EmbeddingArrays() ? paths.map { .file($0) } : [.arrays(arrays)],
      documents: arrays == EmbeddingArrays() ? documents.map { FilePath($0) } : paths)
    let progress = console.progress("importing")
    let changes = try await index.add(from: sources) { step in
      progress.update(fraction: step.fraction, done: "\(step.documents) documents", tokens: nil)
    }
    progress.finish()
    try StandardOutput().write(changes, asJSON: json, fate: "imported")
  }

  /// Opens the index, without a model unless one is named, or makes it for one.
  private func open(_ console: Console) throws -> Index {
    guard index.path.exists, model.model == nil else {
      return try creation.open(index.path, try model.open(console))
    }
    let opened = try index.open()
    try creation.requireMatch(opened.configuration)
    return opened
  }
}
