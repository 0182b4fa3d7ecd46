internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilIndex

/// What an index that is encoded anew is to keep, and how.
struct ReencodingChoice: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What to keep of each passage, joined by commas (default: as before, of what the model has).",
      valueName: "dense,sparse,colbert"),
    transform: EmbeddingOutputs.init(parsing:))
  var outputs: EmbeddingOutputs?

  @Option(
    name: .customLong("passage-tokens"),
    help: ArgumentHelp(
      "The most tokens of a passage (default: as before, or the model's limit if that is less).",
      valueName: "n"))
  var passageTokens: Int?

  @Option(
    help: ArgumentHelp(
      "The tokens that two neighbouring passages share (default: as before).", valueName: "n"))
  var overlap: Int?

  @Flag(
    name: .customLong("whole-documents"), inversion: .prefixedNo,
    help: "Take each document as one passage, or cut long ones (default: as before).")
  var wholeDocuments: Bool?

  @Option(
    help: ArgumentHelp(
      "Keep a document's passages as they are (max), or as one embedding (late) (default: as before).",
      valueName: "max|late"),
    completion: .list(PassageWindows.Pooling.allCases.map(\.rawValue)),
    transform: parsedValue)
  var pooling: PassageWindows.Pooling?

  @Option(
    name: .customLong("dense-codec"),
    help: ArgumentHelp(
      "How dense vectors are kept: int8, float16 or float32 (default: as before).",
      valueName: "codec"),
    completion: .list(DenseCodec.allCases.map(\.rawValue)),
    transform: parsedValue)
  var denseCodec: DenseCodec?

  @Option(
    name: .customLong("token-codec"),
    help: ArgumentHelp(
      "How ColBERT vectors are kept: int8, bits4, bits2, bits1 or float16 (default: as before).",
      valueName: "codec"),
    completion: .list(TokenCodec.allCases.map(\.rawValue)),
    transform: parsedValue)
  var tokenCodec: TokenCodec?

  /// The options of the library.
  func options(keep: FilePath?, restarts: Bool) -> ReencodingOptions {
    ReencodingOptions(
      outputs: outputs, passageTokens: passageTokens, overlap: overlap,
      wholeDocuments: wholeDocuments, pooling: pooling, denseCodec: denseCodec,
      tokenCodec: tokenCodec, keep: keep, restarts: restarts)
  }
}
