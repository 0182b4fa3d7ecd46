internal import ArgumentParser
internal import Trefoil
internal import TrefoilEvaluation
internal import TrefoilIndex

/// How much of the texts is read, and in what pieces.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .customLong("max-query-length"),
    help: ArgumentHelp(
      "The most tokens of a query, <s> and </s> included (default: the model's limit).",
      valueName: "n"))
  var maxQueryLength: Int?

  @Option(
    name: .customLong("max-passage-length"),
    help: ArgumentHelp("The most tokens of a passage, likewise.", valueName: "n"))
  var maxPassageLength: Int?

  @Option(
    name: .customLong("windows"),
    help: ArgumentHelp(
      "Read a passage with more tokens than this in windows of so many.", valueName: "n"))
  var length: Int?

  @Option(
    help: ArgumentHelp(
      "The tokens that neighbouring windows share (default: an eighth).", valueName: "n"))
  var overlap: Int?

  @Option(
    help: ArgumentHelp(
      "What becomes of windows: each score's largest (max), or one embedding (late).",
      valueName: "max|late"),
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
    guard length != nil else {
      guard overlap == nil && pooling == nil else {
        throw ValidationError("--overlap and --pooling go with --windows.")
      }
      return
    }
    guard maxPassageLength == nil else {
      throw ValidationError("--windows reads whole passages; leave --max-passage-length away.")
    }
    _ = try windows
  }

  /// The windows that are asked for.
  var windows: PassageWindows? {
    get throws {
      guard let length else { return nil }
      do throws(WindowError) {
        return try PassageWindows(
          length: length, overlap: overlap ?? max(0, length / 8), pooling: pooling ?? .max)
      } catch {
        throw ValidationError(error.description)
      }
    }
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
      try windows.map { .init("windows", $0.description) }
        ?? .init("longest passage", "\(passage) tokens"),
    ]
  }
}
