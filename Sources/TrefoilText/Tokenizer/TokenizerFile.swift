public import SystemPackage
internal import TrefoilFiles

/// The file of a model's directory that its tokenizer is made of.
public struct TokenizerFile: Sendable {
  /// Where it is.
  public let path: FilePath
  private let family: TokenizerFamily

  /// What tokenizers of any family may have beside that file.
  private static let sideFiles = [
    TokenizerSettings.fileName, TokenizerSettings.specialTokensName,
    TokenizerSettings.addedTokensName,
  ]

  /// Finds the file, without reading it.
  ///
  /// `tokenizer.json` goes before `sentencepiece.bpe.model`, as in transformers.
  ///
  /// - Throws: ``TokenizerError/missing(directory:)`` if the directory has that of no family.
  public init(directory: FilePath) throws(TokenizerError) {
    for family in TokenizerFamily.all {
      for name in family.fileNames where directory.appending(name).exists {
        path = directory.appending(name)
        self.family = family
        return
      }
    }
    throw .missing(directory: directory)
  }

  /// The names of the files that a tokenizer can be made of.
  package static var fileNames: [String] { TokenizerFamily.all.flatMap(\.fileNames) }

  /// Reads the tokenizer, with the options under which the family's embedding models are used.
  ///
  /// The files beside it say which tokens are added. XLM-RoBERTa's drops a space that no word
  /// follows, as FlagEmbedding over transformers 5 does.
  ///
  /// - Throws: `TokenizerError`, which names the file.
  public func open() throws(TokenizerError) -> OpenedTokenizer {
    try family.open(path)
  }

  /// The names, within the directory, of all files that a tokenizer may have.
  package var names: [String] { family.fileNames + Self.sideFiles }
}
