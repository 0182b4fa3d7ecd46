/// What a SentencePiece model file says, but for the pieces, which stay where they are.
///
/// The model is Unigram and has a piece or more.
package struct SentencePieceFile: Sendable {
  private static let unigram: UInt64 = 1

  /// The field numbers that matter here, of `sentencepiece_model.proto`.
  private enum FieldNumber {
    static let piece: UInt64 = 1
    static let trainer: UInt64 = 2
    static let normalizer: UInt64 = 3
    static let modelType: UInt64 = 3
    static let charsmap: UInt64 = 2
  }

  /// The serialized normalization table, empty if the model normalizes nothing.
  package let charsmap: [UInt8]
  /// The same pieces as a model of its own, for the library to read and check.
  ///
  /// It normalizes nothing and is of the type “word”, for which the library builds no search index:
  /// Trefoil's search has its own, and the library's takes a third of a second for XLM-RoBERTa.
  package let pieceTable: [UInt8]

  /// Reads a model file's bytes.
  package init(_ bytes: [UInt8]) throws(SentencePieceFault) {
    guard !bytes.isEmpty else { throw .empty }
    var modelType = Self.unigram
    var charsmap: Range<Int> = 0..<0
    var pieceTable: [UInt8] = []
    pieceTable.reserveCapacity(bytes.count)
    var pieceCount = 0
    var fields = ProtobufReader(bytes)
    while let field = try fields.next() {
      guard case .bytes(let payload) = field.value else { continue }
      switch field.number {
      case FieldNumber.piece:
        pieceCount += 1
        try Self.check(bytes, payload)
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
    guard pieceCount > 0 else { throw .pieceCount(0) }
    self.charsmap = Array(bytes[charsmap])
    self.pieceTable = pieceTable + Self.tableOnly
  }

  /// A trainer's message with model type 3, word, and a normalizer's that has no table and neither
  /// adds, removes nor escapes spaces; the last of several messages wins, field by field.
  private static let tableOnly: [UInt8] = [
    0x12, 2, 0x18, 3,
    0x1A, 6, 0x18, 0, 0x20, 0, 0x28, 0,
  ]

  private static func check(
    _ bytes: [UInt8], _ payload: Range<Int>
  ) throws(SentencePieceFault) {
    var fields = ProtobufReader(bytes, in: payload)
    while try fields.next() != nil {}
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
