/// What is wrong with a SentencePiece model, or with the pieces of a `tokenizer.json`.
public enum SentencePieceFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file has no bytes.
  case empty
  /// The file is larger than any tokenizer's model.
  case tooLarge(limit: Int)
  /// The record that begins at this byte of the file breaks off or makes no sense.
  case malformed(offset: Int)
  /// The model is of another type than Unigram (1), by SentencePiece's numbering.
  case notUnigram(type: UInt64)
  /// The model has too few pieces to hold `<unk>`, `<s>` and `</s>`, or too many to number.
  case pieceCount(Int)
  /// One of the first three pieces is not of the kind that XLM-RoBERTa's numbering needs.
  case specialPiece(index: Int, expected: String, found: String)
  /// A piece is empty or longer than any word part.
  case pieceLength(index: Int, bytes: Int, limit: Int)
  /// A piece's score is not a finite number.
  case score(index: Int)
  /// The pieces are not all valid UTF-8.
  case pieceEncoding
  /// The table of normalization is inconsistent.
  case charsmap(CharsmapFault)
  /// libsentencepiece refused the model, in its words.
  case refused(String)

  /// What is wrong, as a clause.
  public var description: String {
    switch self {
    case .empty: "it is empty"
    case .tooLarge(let limit): "it has more than \(limit) bytes"
    case .malformed(let offset): "the record at byte \(offset) is cut off or malformed"
    case .notUnigram(let type): "its model type is \(type), but only Unigram (1) is supported"
    case .pieceCount(let count): "it has \(count) pieces"
    case .specialPiece(let index, let expected, let found):
      "piece \(index) is “\(found)”, but XLM-RoBERTa needs \(expected) there"
    case .pieceLength(let index, let bytes, let limit):
      "piece \(index) has \(bytes) bytes, but 1 to \(limit) are possible"
    case .score(let index): "the score of piece \(index) is not finite"
    case .pieceEncoding: "its pieces are not valid UTF-8"
    case .charsmap(let fault): "its normalization table is broken (\(fault))"
    case .refused(let message): "libsentencepiece says “\(message)”"
    }
  }
}
