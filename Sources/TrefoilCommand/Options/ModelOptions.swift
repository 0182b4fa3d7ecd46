internal import ArgumentParser
internal import Trefoil

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Which model, and how it uses the machine.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The model's directory (default: $TREFOIL_MODEL, else the default model in the cache).",
      valueName: "dir"),
    completion: .directory)
  var model: String?

  @Option(
    help: ArgumentHelp(
      """
      How exact the products are: exact (fp32), balanced (16-bit integers) or fast (8-bit \
      integers). Default: balanced where the processor can, or what the model was packed for.
      """, valueName: "level"),
    completion: .list(Precision.allCases.map(\.rawValue)), transform: Precision.init(parsing:))
  var precision: Precision?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads (default: one a processor that the process may use).", valueName: "n"))
  var threads: Int?

  @Option(
    name: .customLong("max-batch-tokens"),
    parsing: .unconditional,
    help: ArgumentHelp("Tokens that are encoded together; memory grows with it.", valueName: "n"))
  var maxBatchTokens = EmbedderOptions().maxBatchTokens

  @Option(
    name: .customLong("query-instruction"),
    parsing: .unconditional,
    help: ArgumentHelp(
      "What to put before a query, in place of the model's own; empty for nothing.",
      valueName: "text"))
  var queryInstruction: String?

  @Option(
    name: .customLong("passage-instruction"),
    parsing: .unconditional,
    help: ArgumentHelp(
      "What to put before a passage, in place of the model's own; empty for nothing.",
      valueName: "text"))
  var passageInstruction: String?

  @OptionGroup var settings: SettingsOptions

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads is \(threads), but at least 1 is needed.")
    }
    guard maxBatchTokens >= 1 else {
      throw ValidationError("--max-batch-tokens is \(maxBatchTokens), but at least 1 is needed.")
    }
  }

  /// The directory that these options and the environment name.
  func directory() throws -> ModelDirectory {
    try ModelDirectory.locate(model, environment: ProcessInfo.processInfo.environment)
  }

  /// Opens the model.
  ///
  /// - Parameters: `writesSettings` tells whether the command may create the settings' file.
  func open(_ console: Console, writesSettings: Bool = false) throws -> Embedder {
    let directory = try directory()
    let start = ContinuousClock.now
    let embedder = try Embedder(
      model: directory,
      options: EmbedderOptions(
        threads: threads, maxBatchTokens: maxBatchTokens, precision: precision,
        settings: try settings.read(for: directory, isWritten: writesSettings),
        queryInstruction: queryInstruction, passageInstruction: passageInstruction))
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    console.detail(
      "opened \(directory.path) in \((seconds * 1000).rounded()) ms; it gives \(embedder.outputs)")
    return embedder
  }
}
