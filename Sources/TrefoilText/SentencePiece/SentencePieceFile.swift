/// What a SentencePiece model file says, but for the pieces, which stay where they are.
///
/// The model is Unigram and has a piece or more.
package struct SentencePieceFile: Sendable {
  /// What a piece is, by SentencePiece's numbers.
  enum Kind: UInt64, Sendable, CustomStringConvertible {
    case normal = 1
    case unknown = 2
    case control = 3
    case userDefined = 4
    case unused = 5
    case byte = 6

    var description: String {
      switch self {
      case .normal: "a normal piece"
      case .unknown: "the unknown piece"
      case .control: "a control piece"
      case .userDefined: "a user-defined piece"
      case .unused: "an unused piece"
      case .byte: "a byte"
      }
    }
  }

  private static let unigram: UInt64 = 1

  /// The field numbers that matter here, of `sentencepiece_model.proto`.
  private enum FieldNumber {
    static let piece: UInt64 = 1
    static let trainer: UInt64 = 2
    static let normalizer: UInt64 = 3
    static let modelType: UInt64 = 3
    static let charsmap: UInt64 = 2
    static let pieceKind: UInt64 = 3
  }

  /// The serialized normalization table, empty if the model normalizes nothing.
  package let charsmap: [UInt8]
  /// The same pieces as a model of its own, for the library to read and check.
  ///
  /// It normalizes nothing and is of the type “word”, for which the library builds no search index:
  /// Trefoil's search has its own, and the library's takes a third of a second for XLM-RoBERTa.
  package let pieceTable: [UInt8]
  /// What each piece is.
  let kinds: [Kind]

  /// Reads a model file's bytes.
  package init(_ bytes: [UInt8]) throws(SentencePieceFault) {
    guard !bytes.isEmpty else { throw .empty }
    var modelType = Self.unigram
    var charsmap: Range<Int> = 0..<0
    var pieceTable: [UInt8] = []
    pieceTable.reserveCapacity(bytes.count)
    var kinds: [Kind] = []
    var fields = ProtobufReader(bytes)
    while let field = try fields.next() {
      guard case .bytes(let payload) = field.value else { continue }
      switch field.number {
      case FieldNumber.piece:
        kinds.append(try Self.kind(bytes, payload))
        pieceTable += bytes[field.extent]
      case FieldNumber.trainer:
        modelType = try Self.modelType(bytes, payload) ?? modelType
        pieceTable += bytes[field.extent]
      case FieldNumber.normalizer:
        charsmap = try Self.charsmap(bytes, payload) ?? charsmap
      default:
        break
      }
    }
    guard modelType == Self.unigram else { throw .notUnigram(type: modelType) }
    guard !kinds.isEmpty else { throw .pieceCount(0) }
    self.kinds = kinds
    self.charsmap = Array(bytes[charsmap])
    self.pieceTable = pieceTable + Self.tableOnly
  }

  /// A trainer's message with model type 3, word, and a normalizer's that has no table and neither
  /// adds, removes nor escapes spaces; the last of several messages wins, field by field.
  private static let tableOnly: [UInt8] = [
    0x12, 2, 0x18, 3,
    0x1A, 6, 0x18, 0, 0x20, 0, 0x28, 0,
  ]

  private static func kind(
    _ bytes: [UInt8], _ payload: Range<Int>
  ) throws(SentencePieceFault) -> Kind {
    var fields = ProtobufReader(bytes, in: payload)
    var kind = Kind.normal
    while let field = try fields.next() {
      guard field.number == FieldNumber.pieceKind, case .number(let number) = field.value else {
        continue
      }
      // As in the reference reader, a kind that does not exist leaves the standard one.
      kind = Kind(rawValue: number) ?? kind
    }
    return kind
  }

  private static func modelType(
    _ bytes: [UInt8], _ payload: Range<Int>
  ) throws(SentencePieceFault) -> UInt64? {
    var fields = ProtobufReader(bytes, in: payload)
    var modelType: UInt64?
    while let field = try fields.next() {
      guard field.number == FieldNumber.modelType, case .number(let type) = field.value else {
        continue
      }
      modelType = type
    }
    return modelType
  }

  private static func charsmap(
    _ bytes: [UInt8], _ payload: Range<Int>
  ) throws(SentencePieceFault) -> Range<Int>? {
    var fields = ProtobufReader(bytes, in: payload)
    var charsmap: Range<Int>?
    while let field = try fields.next() {
      guard field.number == FieldNumber.charsmap, case .bytes(let range) = field.value else {
        continue
      }
      charsmap = range
    }
    return charsmap
  }
}
