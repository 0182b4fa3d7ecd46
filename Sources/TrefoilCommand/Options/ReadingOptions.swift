internal import ArgumentParser
internal import Trefoil
internal import TrefoilEvaluation
internal import TrefoilIndex

/// How much of the texts is read, and in what pieces.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .customLong("max-query-length"),
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most tokens of a query, <s> and </s> included (default: the model's limit).",
      valueName: "n"))
  var maxQueryLength: Int?

  @Option(
    name: .customLong("max-passage-length"),
    parsing: .unconditional,
    help: ArgumentHelp("The most tokens of a passage, likewise.", valueName: "n"))
  var maxPassageLength: Int?

  @Option(
    name: .customLong("index"),
    help: ArgumentHelp(
      "Rank the passages as this index of them keeps their embeddings, in its codecs; encode none.",
      valueName: "index"),
    completion: .directory)
  var index: String?

  @OptionGroup var windowing: WindowOptions

  @Option(
    help: ArgumentHelp(
      "What becomes of windows: each score's largest (max), or one embedding (late).",
      valueName: "max|late"),
    completion: .list(PassageWindows.Pooling.allCases.map(\.rawValue)),
    transform: { name in
      guard let pooling = PassageWindows.Pooling(rawValue: name) else {
        throw ValidationError("“\(name)” is none of max and late.")
      }
      return pooling
    })
  var pooling: PassageWindows.Pooling?

  func validate() throws {
    for (name, length) in [
      ("--max-query-length", maxQueryLength), ("--max-passage-length", maxPassageLength),
    ] {
      guard let length, length < 2 else { continue }
      throw ValidationError("\(name) is \(length), but a text has at least 2 tokens.")
    }
    if index != nil {
      guard windowing.length == nil && maxPassageLength == nil else {
        throw ValidationError(
          "--index has its passages already; leave out --windows and --max-passage-length.")
      }
    }
    guard windowing.length != nil else {
      guard pooling == nil else { throw ValidationError("--pooling goes with --windows.") }
      return
    }
    guard maxPassageLength == nil else {
      throw ValidationError("--windows reads whole passages; leave out --max-passage-length.")
    }
  }

  /// The windows that are asked for.
  var windows: PassageWindows? {
    get throws { try windowing.windows(pooling ?? .max) }
  }

  /// How queries are encoded.
  func queries(_ outputs: EmbeddingOutputs) -> CollectionOptions {
    CollectionOptions(outputs: outputs, role: .query, maxLength: maxQueryLength)
  }

  /// How passages are encoded.
  func passages(_ outputs: EmbeddingOutputs) throws -> CollectionOptions {
    CollectionOptions(
      outputs: outputs, role: .passage, maxLength: maxPassageLength, windows: try windows)
  }

  /// What reports say of the choice.
  func settings(_ embedder: Embedder) throws -> [EvaluationResult.Setting] {
    let query = maxQueryLength ?? embedder.maxLength
    let passage = maxPassageLength ?? embedder.maxLength
    return [
      .init("longest query", "\(query) tokens"),
      try index.map { .init("index", $0) } ?? windows.map { .init("windows", $0.description) }
        ?? .init("longest passage", "\(passage) tokens"),
    ]
  }
}
