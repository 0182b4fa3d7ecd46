public import SystemPackage
public import TrefoilCore

/// Turns texts into XLM-RoBERTa's tokens, with the ids of Hugging Face's fast tokenizer.
///
/// A text's tokens take time and memory in proportion to its length, whatever it holds. Special
/// tokens written in a text are found there.
public struct XLMRobertaTokenizer: Tokenizer {
  /// What the file of the SentencePiece model is called in a model's directory.
  public static let fileName = "sentencepiece.bpe.model"
  /// The most bytes in a text; offsets within one are kept in 32 bits.
  private static let maxTextBytes = Int(UInt32.max)

  private let vocabulary: XLMRobertaVocabulary
  private let normalizer: FragmentNormalizer

  /// What becomes of a space that no word follows.
  public let trailingSpaces: TrailingSpaces
  /// `<s>`, `</s>`, `<pad>`, `<unk>` and `<mask>`.
  public let specialTokens: SpecialTokens

  /// The number of ids, which are all below it; 250,002 for XLM-RoBERTa's own model.
  public var vocabularySize: Int { vocabulary.count }
  /// `▁`, U+2581.
  public var wordMark: Unicode.Scalar? { NormalizedWord.markScalar }

  /// Reads a SentencePiece model, usually called ``fileName``.
  ///
  /// - Throws: ``TokenizerError/cannotRead(path:reason:)`` or
  ///   ``TokenizerError/invalidModel(path:fault:)``.
  public init(path: FilePath, trailingSpaces: TrailingSpaces = .kept) throws(TokenizerError) {
    let bytes = try ModelFileReader.bytes(of: path)
    do {
      self.init(try XLMRobertaVocabulary(bytes), trailingSpaces: trailingSpaces)
    } catch {
      throw .invalidModel(path: path, fault: error)
    }
  }

  /// Makes a tokenizer of a vocabulary that has been read.
  package init(_ vocabulary: XLMRobertaVocabulary, trailingSpaces: TrailingSpaces = .kept) {
    self.vocabulary = vocabulary
    self.trailingSpaces = trailingSpaces
    normalizer = FragmentNormalizer(vocabulary.charsmap)
    specialTokens = SpecialTokens(
      begin: vocabulary.id(of: .begin), end: vocabulary.id(of: .end),
      pad: vocabulary.id(of: .pad), unknown: vocabulary.id(of: .unknown),
      mask: vocabulary.id(of: .mask))
  }

  /// The same tokenizer with another choice; both share the vocabulary.
  public func with(trailingSpaces: TrailingSpaces) -> XLMRobertaTokenizer {
    XLMRobertaTokenizer(vocabulary, trailingSpaces: trailingSpaces)
  }

  /// A text's tokens: `<s> text </s>`.
  public func tokenize(_ text: String) throws(TokenizerError) -> TokenizedText {
    try checkSize(text.utf8.count)
    var words = assembler(forBytes: text.utf8.count)
    words.append(specialTokens.begin, from: 0..<0)
    append(text, at: 0, to: &words)
    return ended(words, at: text.utf8.count)
  }

  /// The tokens of two texts: `<s> first </s></s> second </s>`, as Hugging Face does.
  public func tokenize(
    _ first: String, _ second: String
  ) throws(TokenizerError) -> TokenizedText {
    let border = first.utf8.count
    let count = border + second.utf8.count
    try checkSize(count)
    var words = assembler(forBytes: count)
    words.append(specialTokens.begin, from: 0..<0)
    append(first, at: 0, to: &words)
    for _ in 0..<2 { words.append(specialTokens.end, from: border..<border) }
    append(second, at: border, to: &words)
    return ended(words, at: count)
  }

  private func checkSize(_ bytes: Int) throws(TokenizerError) {
    guard bytes <= Self.maxTextBytes else {
      throw .textTooLarge(bytes: bytes, limit: Self.maxTextBytes)
    }
  }

  private func assembler(forBytes count: Int) -> WordAssembler {
    var words = WordAssembler(vocabulary.search, trailingSpaces: trailingSpaces)
    // English has a token for every four to five bytes.
    words.reserveCapacity(count / 4 + 2)
    return words
  }

  private func ended(_ words: consuming WordAssembler, at end: Int) -> TokenizedText {
    words.append(specialTokens.end, from: end..<end)
    return TokenizedText(tokenIDs: words.tokenIDs, ranges: words.ranges)
  }

  /// Adds a text's tokens; its first byte stands at `offset` of the source.
  private func append(_ text: String, at offset: Int, to words: inout WordAssembler) {
    let source = Array(text.utf8)
    var start = 0
    while let special = SpecialToken.firstMatch(in: source, from: start) {
      normalize(source[start..<special.range.lowerBound], at: offset, into: &words)
      words.append(
        vocabulary.id(of: special.token),
        from: offset + special.range.lowerBound..<offset + special.range.upperBound)
      start = special.range.upperBound
    }
    if start == 0 {
      var text = text
      text.makeContiguousUTF8()
      normalizer.normalize(text, at: offset, into: &words)
    } else {
      normalize(source[start...], at: offset, into: &words)
    }
  }

  private func normalize(
    _ fragment: ArraySlice<UInt8>, at offset: Int, into words: inout WordAssembler
  ) {
    guard !fragment.isEmpty else { return }
    normalizer.normalize(
      String(decoding: fragment, as: UTF8.self), at: offset + fragment.startIndex, into: &words)
  }

  /// The text of an id's piece, such as “▁the”, or nil if there is no such id.
  public func piece(of id: TokenID) -> String? {
    vocabulary.piece(of: id)
  }
}
