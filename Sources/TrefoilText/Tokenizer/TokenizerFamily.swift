internal import SystemPackage

/// A kind of tokenizer: the files by which a directory shows it, and how they are opened.
struct TokenizerFamily: Sendable {
  /// The files that the tokenizer can be made of; the first one that is there counts.
  let fileNames: [String]
  /// Opens that file as the family's embedding models are used.
  let open: @Sendable (FilePath) throws(TokenizerError) -> OpenedTokenizer

  /// Every family, in the order in which a directory is searched for them.
  static let all: [TokenizerFamily] = [xlmRoberta]

  /// A Unigram vocabulary: `tokenizer.json`, or a SentencePiece model under XLM-RoBERTa's numbers.
  private static let xlmRoberta = TokenizerFamily(
    fileNames: [TokenizerJSON.fileName, XLMRobertaTokenizer.fileName]
  ) { path throws(TokenizerError) in
    try XLMRobertaTokenizer.open(path)
  }
}
