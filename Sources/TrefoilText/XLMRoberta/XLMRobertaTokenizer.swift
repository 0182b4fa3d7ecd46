public import SystemPackage
public import TrefoilCore

/// Turns texts into the tokens of a Unigram vocabulary, with the ids of Hugging Face's fast tokenizer.
///
/// XLM-RoBERTa and its kin have such vocabularies. A text's tokens take time and memory in proportion
/// to its length, whatever it holds. Special and other added tokens written in a text are found there.
public struct XLMRobertaTokenizer: Tokenizer {
  /// What the file of the SentencePiece model is called in a model's directory.
  public static let fileName = "sentencepiece.bpe.model"
  /// The most bytes in a text; offsets within one are kept in 32 bits.
  private static let maxTextBytes = Int(UInt32.max)

  private let parts: TokenizerParts
  private let normalizer: TextNormalizer
  /// What is found in a text as it is.
  private let written: AddedTokenMatcher
  /// What is found in normalized text.
  private let normalized: AddedTokenMatcher

  /// What becomes of a space that no word follows.
  public var trailingSpaces: TrailingSpaces {
    parts.rules.splitsAtWhiteSpace ? .dropped : .kept
  }
  /// `<s>`, `</s>`, `<pad>`, `<unk>` and `<mask>`, whatever they are called.
  public var specialTokens: SpecialTokens { parts.specialTokens }
  /// What is kept of a text that is too long, as the model's files say.
  public var standardTruncation: TruncationPolicy { parts.truncation }
  /// The number of ids, which are all below it; 250,002 for XLM-RoBERTa's own model.
  public var vocabularySize: Int { parts.added.idCount }
  /// `▁`, U+2581.
  public var wordMark: Unicode.Scalar? { NormalizedText.markScalar }

  /// Reads a SentencePiece model, usually called ``fileName``, without the files beside it.
  ///
  /// - Throws: ``TokenizerError/cannotRead(path:reason:)`` or
  ///   ``TokenizerError/invalidModel(path:fault:)``.
  public init(path: FilePath, trailingSpaces: TrailingSpaces = .kept) throws(TokenizerError) {
    let bytes = try ModelFileReader.bytes(of: path)
    do {
      try self.init(modelFile: bytes, trailingSpaces: trailingSpaces)
    } catch {
      throw .invalidModel(path: path, fault: error)
    }
  }

  /// Reads a SentencePiece model's bytes.
  package init(
    modelFile: [UInt8], trailingSpaces: TrailingSpaces = .kept
  ) throws(SentencePieceFault) {
    self.init(TokenizerParts(try SentencePieceVocabulary(modelFile), trailingSpaces))
  }

  /// Puts a tokenizer together.
  init(_ parts: TokenizerParts) {
    self.parts = parts
    let skipsSpecial = parts.splitsSpecialTokens
    written = parts.added.matcher(isNormalized: false, skipsSpecial: skipsSpecial)
    let plain = TextNormalizer(parts.normalizer, watched: FirstBytes([]))
    normalized = parts.added.matcher(isNormalized: true, skipsSpecial: skipsSpecial) { text in
      plain.normalize(NormalizedText(text[...], at: 0)).bytes
    }
    normalizer = TextNormalizer(parts.normalizer, watched: normalized.firstBytes)
  }

  /// The same tokenizer with another choice; both share the vocabulary.
  public func with(trailingSpaces: TrailingSpaces) -> XLMRobertaTokenizer {
    guard trailingSpaces != self.trailingSpaces else { return self }
    var parts = parts
    parts.rules.splitsAtWhiteSpace = trailingSpaces == .dropped
    parts.rules.joinsSpaces = true
    return XLMRobertaTokenizer(parts)
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
    for _ in 0..<parts.endsBetween { words.append(specialTokens.end, from: border..<border) }
    append(second, at: border, to: &words)
    return ended(words, at: count)
  }

  private func checkSize(_ bytes: Int) throws(TokenizerError) {
    guard bytes <= Self.maxTextBytes else {
      throw .textTooLarge(bytes: bytes, limit: Self.maxTextBytes)
    }
  }

  private func assembler(forBytes count: Int) -> WordAssembler {
    var words = WordAssembler(
      parts.vocabulary.search, rules: parts.rules, watched: normalized.firstBytes)
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
    var (start, taken) = (0, 0)
    while let match = written.next(in: source, from: &start, taken: taken) {
      if taken < match.range.lowerBound {
        let fragment = source[taken..<match.range.lowerBound]
        append(fragment, String(decoding: fragment, as: UTF8.self), at: offset, to: &words)
      }
      words.append(
        match.id, from: offset + match.range.lowerBound..<offset + match.range.upperBound)
      taken = match.range.upperBound
    }
    guard taken < source.count else { return }
    if taken == 0 {
      var text = text
      text.makeContiguousUTF8()
      append(source[...], text, at: offset, to: &words)
    } else {
      let fragment = source[taken...]
      append(fragment, String(decoding: fragment, as: UTF8.self), at: offset, to: &words)
    }
  }

  /// Adds the tokens of a fragment, given as bytes of the source and as text.
  private func append(
    _ fragment: ArraySlice<UInt8>, _ text: String, at offset: Int, to words: inout WordAssembler
  ) {
    let base = offset + fragment.startIndex
    if let direct = normalizer.direct {
      let tokenCount = words.tokenIDs.count
      direct.normalize(text, at: base, into: &words)
      guard words.metWatched else {
        words.endFragment()
        return
      }
      words.rollBack(to: tokenCount)
    }
    let normalText = normalizer.normalize(NormalizedText(fragment, at: base))
    var (start, taken) = (0, 0)
    while let match = normalized.next(in: normalText.bytes, from: &start, taken: taken) {
      words.append(normalText, taken..<max(taken, match.range.lowerBound))
      words.append(match.id, from: normalText.source(of: match.range))
      taken = match.range.upperBound
    }
    words.append(normalText, taken..<normalText.bytes.count)
  }

  /// The text of an id's piece, such as “▁the”, or nil if there is no such id.
  public func piece(of id: TokenID) -> String? {
    parts.added.content(of: id) ?? parts.vocabulary.piece(of: id)
  }
}
