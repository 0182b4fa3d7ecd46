internal import ArgumentParser
internal import Trefoil
internal import TrefoilFiles

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
      valueName: "dir"))
  var model: String?

  /// Opens the tokenizer without the weights.
  func open() throws -> XLMRobertaTokenizer {
    let directory = try ModelDirectory.locate(
      model, environment: ProcessInfo.processInfo.environment
    ).existing().path
    let file = directory.appending("sentencepiece.bpe.model")
    guard file.exists else {
      throw EmbedderError.missingTokenizer(file)
    }
    return try XLMRobertaTokenizer(path: file)
  }
}
