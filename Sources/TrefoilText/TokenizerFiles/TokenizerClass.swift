internal import SystemPackage
internal import TrefoilFiles

/// Whose rules hold for a tokenizer's files: transformers decides by the class that they name.
enum TokenizerClass: Sendable {
  /// `XLMRobertaTokenizer` takes the pieces, their table and the added tokens, and divides words by
  /// rules of its own.
  case xlmRoberta
  /// `tokenizer.json` holds as it is written.
  case asWritten

  private static let xlmRobertaNames = ["XLMRobertaTokenizer", "XLMRobertaTokenizerFast"]
  private static let generalNames = [
    "PreTrainedTokenizer", "PreTrainedTokenizerFast", "TokenizersBackend",
  ]

  /// The class that `tokenizer_config.json` names, else `config.json`, else XLM-RoBERTa's.
  ///
  /// - Throws: `TokenizerError.unsupported` for another class, or one that needs `tokenizer.json`
  ///   where it is not.
  init(
    directory: FilePath, _ settings: TokenizerSettings, hasTokenizerJSON: Bool
  ) throws(TokenizerError) {
    let key = "tokenizer_class"
    var file = settings.path
    var name = try settings.text(key)
    if name == nil {
      file = directory.appending("config.json")
      name = try Self.name(in: file, key)
    }
    switch name {
    case nil: self = .xlmRoberta
    case let name? where Self.xlmRobertaNames.contains(name): self = .xlmRoberta
    case let name? where Self.generalNames.contains(name):
      guard hasTokenizerJSON else {
        throw .unsupported(
          file: file, key: key, found: name,
          supported: "this class with a \(TokenizerJSON.fileName), which is missing")
      }
      self = .asWritten
    case let name?:
      throw .unsupported(
        file: file, key: key, found: name,
        supported: "XLMRobertaTokenizer, PreTrainedTokenizerFast and TokenizersBackend")
    }
  }

  private static func name(in file: FilePath, _ key: String) throws(TokenizerError) -> String? {
    guard file.exists else { return nil }
    return try TokenizerFileReader(path: file).members().last { $0.key == key }?.value.string
  }
}
