internal import SystemPackage

/// A kind of tokenizer: the files by which a directory shows it, and how they are opened.
struct TokenizerFamily: Sendable {
  /// The file that the tokenizer is made of.
  let fileName: String
  /// Opens that file as the family's embedding models are used.
  let open: @Sendable (FilePath) throws(TokenizerError) -> any Tokenizer

  /// Every family, in the order in which a directory is searched for them.
  static let all: [TokenizerFamily] = [xlmRoberta]

  /// A SentencePiece model under XLM-RoBERTa's numbers.
  private static let xlmRoberta = TokenizerFamily(fileName: XLMRobertaTokenizer.fileName) {
    path throws(TokenizerError) in
    try XLMRobertaTokenizer(path: path, trailingSpaces: .dropped)
  }
}
