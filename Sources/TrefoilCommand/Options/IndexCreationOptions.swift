internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilIndex

/// What a new index keeps, and how.
struct IndexCreationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What to keep of each passage, joined by commas (default: all that the model has).",
      valueName: "dense,sparse,colbert"),
    transform: EmbeddingOutputs.init(parsing:))
  var outputs: EmbeddingOutputs?

  @Option(
    name: .customLong("passage-tokens"),
    help: ArgumentHelp(
      "The most tokens of a passage (default: 512, or the model's limit if that is less).",
      valueName: "n"))
  var passageTokens: Int?

  @Option(
    help: ArgumentHelp(
      "The tokens that two neighbouring passages share (default: 0).", valueName: "n"))
  var overlap: Int?

  @Flag(
    name: .customLong("whole-documents"),
    help: ArgumentHelp(
      "Take each document as one passage, of which the model reads the first --passage-tokens, or as"
        + " many as it can."))
  var wholeDocuments = false

  @Option(
    help: ArgumentHelp(
      "Keep a document's passages as they are (max), or as one embedding (late) (default: max).",
      valueName: "max|late"),
    completion: .list(PassageWindows.Pooling.allCases.map(\.rawValue)),
    transform: parsedValue)
  var pooling: PassageWindows.Pooling?

  @Option(
    name: .customLong("dense-codec"),
    help: ArgumentHelp(
      "How dense vectors are kept: int8, float16 or float32 (default: int8).", valueName: "codec"),
    completion: .list(DenseCodec.allCases.map(\.rawValue)),
    transform: parsedValue)
  var denseCodec: DenseCodec?

  @Option(
    name: .customLong("token-codec"),
    help: ArgumentHelp(
      "How ColBERT vectors are kept: int8, bits4, bits2, bits1 or float16 (default: int8).",
      valueName: "codec"),
    completion: .list(TokenCodec.allCases.map(\.rawValue)),
    transform: parsedValue)
  var tokenCodec: TokenCodec?

  @Option(
    name: .customLong("field"),
    help: ArgumentHelp(
      "Index this field of the metadata, so that filters on it are fast; may be repeated.",
      valueName: "name"))
  var fields: [String] = []

  /// The options of a new index.
  var options: IndexOptions {
    IndexOptions(
      outputs: outputs, passageTokens: passageTokens, overlap: overlap ?? 0,
      wholeDocuments: wholeDocuments, denseCodec: denseCodec ?? .int8,
      tokenCodec: tokenCodec ?? .int8, pooling: pooling ?? .max, fields: fields)
  }

  /// Opens an index, or makes it if it is not there.
  func open(_ path: FilePath, _ embedder: Embedder) throws -> Index {
    if !path.exists {
      do {
        return try Index.create(at: path, embedder: embedder, options: options)
      } catch IndexError.exists {
        // Another call has made it meanwhile.
      }
    }
    let opened = try Index.open(path, embedder: embedder)
    try requireMatch(opened.configuration)
    return opened
  }

  /// Refuses an option that an index was made without.
  func requireMatch(_ made: IndexConfiguration) throws {
    func require<Value: Equatable>(_ name: String, _ asked: Value?, _ own: Value) throws {
      guard let asked, asked != own else { return }
      throw ValidationError(
        "The index was made with \(name) \(own); leave \(name) out, or change the index with trefoil"
          + " index reencode.")
    }
    try require("--outputs", outputs, made.outputs)
    try require("--passage-tokens", passageTokens, made.passageTokens)
    try require("--overlap", overlap, made.overlap)
    guard !wholeDocuments || made.wholeDocuments else {
      throw ValidationError(
        "The index was made without --whole-documents; leave it out, or change the index with trefoil"
          + " index reencode.")
    }
    if let field = fields.first(where: { !made.fields.contains($0) }) {
      throw ValidationError(
        "The index was made without --field \(field); leave it out, or make another index and add what"
          + " trefoil index export --embeddings writes.")
    }
    try require("--pooling", pooling?.rawValue, made.pooling.rawValue)
    try require("--dense-codec", denseCodec?.rawValue, made.denseCodec.rawValue)
    try require("--token-codec", tokenCodec?.rawValue, made.tokenCodec.rawValue)
  }
}
