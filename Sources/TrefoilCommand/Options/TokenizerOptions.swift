internal import ArgumentParser
internal import Trefoil

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Which model's tokenizer.
struct TokenizerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The model's directory (default: $TREFOIL_MODEL, else the default model in the cache).",
      valueName: "dir"),
    completion: .directory)
  var model: String?

  /// Opens the tokenizer without the weights.
  ///
  /// - Parameters: `trailingSpaces` is XLM-RoBERTa's own choice; other families have none. Without
  ///   it the model's files decide.
  func open(trailingSpaces: TrailingSpaces?) throws -> any Tokenizer {
    let directory = try ModelDirectory.locate(
      model, environment: ProcessInfo.processInfo.environment
    ).existing().path
    let tokenizer = try TokenizerFile.found(
      in: ModelDirectory(path: directory).encoderFolder()
    ).open().tokenizer
    guard let trailingSpaces, let choosing = tokenizer as? XLMRobertaTokenizer else {
      return tokenizer
    }
    return choosing.with(trailingSpaces: trailingSpaces)
  }
}
