public import SystemPackage
internal import TrefoilFiles

/// The file of a model's directory that its tokenizer is made of.
public struct TokenizerFile: Sendable {
  /// Where it is.
  public let path: FilePath
  private let family: TokenizerFamily

  /// What tokenizers of any family may have beside that file; other programs read it.
  private static let sideFiles = [
    "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
  ]

  /// Finds the file, without reading it.
  ///
  /// - Throws: ``TokenizerError/missing(path:)`` if the directory has that of no family.
  public init(directory: FilePath) throws(TokenizerError) {
    let files = TokenizerFamily.all.map {
      TokenizerFile(path: directory.appending($0.fileName), family: $0)
    }
    guard let found = files.first(where: { $0.path.exists }) else {
      throw .missing(path: files.first?.path ?? directory)
    }
    self = found
  }

  private init(path: FilePath, family: TokenizerFamily) {
    self.path = path
    self.family = family
  }

  /// Reads the tokenizer, with the options under which the family's embedding models are used.
  ///
  /// XLM-RoBERTa's drops a space that no word follows, as FlagEmbedding over transformers 5 does.
  ///
  /// - Throws: ``TokenizerError/cannotRead(path:reason:)`` or
  ///   ``TokenizerError/invalidModel(path:fault:)``.
  public func open() throws(TokenizerError) -> any Tokenizer {
    try family.open(path)
  }

  /// The names, within the directory, of all files that a tokenizer may have.
  package var names: [String] { [family.fileName] + Self.sideFiles }
}
