public import SystemPackage
public import TrefoilCore

/// Turns texts into XLM-RoBERTa's tokens, with the ids of Hugging Face's fast tokenizer.
///
/// It does not change once made and may be used from several tasks at once. A text's tokens take
/// time and memory in proportion to its length, whatever it holds.
public final class XLMRobertaTokenizer: Sendable {
  /// The most bytes in a text; offsets within one are kept in 32 bits.
  private static let maxTextBytes = Int(UInt32.max)

  private let vocabulary: XLMRobertaVocabulary
  private let normalizer: FragmentNormalizer

  /// The id of `<s>`, the first token of every text.
  public let beginID: TokenID
  /// The id of `<pad>`.
  public let padID: TokenID
  /// The id of `</s>`, the last token of every text.
  public let endID: TokenID
  /// The id of `<unk>`, which stands for characters outside the vocabulary.
  public let unknownID: TokenID
  /// The id of `<mask>`, the last one.
  public let maskID: TokenID

  /// The number of ids, which are all below it; 250,002 for XLM-RoBERTa's own model.
  public var vocabularySize: Int { vocabulary.count }

  /// Reads a SentencePiece model, usually called `sentencepiece.bpe.model`.
  ///
  /// - Throws: ``TokenizerError/cannotRead(path:reason:)`` or
  ///   ``TokenizerError/invalidModel(path:fault:)``.
  public convenience init(path: FilePath) throws(TokenizerError) {
    let bytes = try ModelFileReader.bytes(of: path)
    do {
      self.init(try XLMRobertaVocabulary(bytes))
    } catch {
      throw .invalidModel(path: path, fault: error)
    }
  }

  /// Makes a tokenizer of a vocabulary that has been read.
  package init(_ vocabulary: XLMRobertaVocabulary) {
    self.vocabulary = vocabulary
    normalizer = FragmentNormalizer(vocabulary.charsmap)
    beginID = vocabulary.id(of: .begin)
    padID = vocabulary.id(of: .pad)
    endID = vocabulary.id(of: .end)
    unknownID = vocabulary.id(of: .unknown)
    maskID = vocabulary.id(of: .mask)
  }

  /// A text's tokens between `<s>` and `</s>`; an empty text has these two alone.
  ///
  /// Special tokens written in the text are found there. Nothing is cut: see
  /// ``TokenizedText/truncated(to:keeping:)``.
  ///
  /// - Throws: ``TokenizerError/textTooLarge(bytes:limit:)`` for a text of 4 GiB or more.
  public func tokenize(
    _ text: String, trailingSpaces: TrailingSpaces = .kept
  ) throws(TokenizerError) -> TokenizedText {
    let source = Array(text.utf8)
    guard source.count <= Self.maxTextBytes else {
      throw .textTooLarge(bytes: source.count, limit: Self.maxTextBytes)
    }
    var words = WordAssembler(vocabulary.search, trailingSpaces: trailingSpaces)
    // English has a token for every four to five bytes.
    words.reserveCapacity(source.count / 4 + 2)
    words.append(beginID, from: 0..<0)
    var start = 0
    while let special = SpecialToken.firstMatch(in: source, from: start) {
      normalize(source[start..<special.range.lowerBound], into: &words)
      words.append(vocabulary.id(of: special.token), from: special.range)
      start = special.range.upperBound
    }
    if start == 0 {
      var text = text
      text.makeContiguousUTF8()
      normalizer.normalize(text, at: 0, into: &words)
    } else {
      normalize(source[start...], into: &words)
    }
    words.append(endID, from: source.count..<source.count)
    return TokenizedText(tokenIDs: words.tokenIDs, ranges: words.ranges)
  }

  private func normalize(_ fragment: ArraySlice<UInt8>, into words: inout WordAssembler) {
    guard !fragment.isEmpty else { return }
    normalizer.normalize(
      String(decoding: fragment, as: UTF8.self), at: fragment.startIndex, into: &words)
  }

  /// The text of an id's piece, such as “▁the”, or nil if there is no such id.
  public func piece(of id: TokenID) -> String? {
    vocabulary.piece(of: id)
  }
}
