/// A vocabulary's pieces with their scores, in the order of their ids.
///
/// Every piece is valid UTF-8 of one byte or more, and every score is finite.
package struct PieceTable: Sendable {
  /// The longest piece in bytes.
  ///
  /// XLM-RoBERTa's has 48; a search looks this far ahead at every character, so the limit keeps its
  /// time linear in the text whatever the model holds.
  package static let maxPieceBytes = 1024
  /// The most pieces; their ids and the added ones are 32-bit.
  package static let maxPieces = 1 << 24

  private var text: [UInt8] = []
  private var offsets = [0]
  /// Each piece's score, the logarithm of its probability.
  package private(set) var scores: [Float] = []

  /// The number of pieces.
  package var count: Int { scores.count }

  /// An empty table.
  package init() {}

  /// Makes room.
  mutating func reserveCapacity(_ pieces: Int, bytes: Int) {
    text.reserveCapacity(bytes)
    offsets.reserveCapacity(pieces + 1)
    scores.reserveCapacity(pieces)
  }

  /// Adds a piece that `write` appends to the bytes it is given, and whose score it returns.
  ///
  /// - Parameter index: The piece's number in its file, by which a fault names it.
  mutating func append(
    index: Int, writtenBy write: (inout [UInt8]) throws(SentencePieceFault) -> Float
  ) throws(SentencePieceFault) {
    let start = text.count
    let score = try write(&text)
    guard count < Self.maxPieces else { throw .pieceCount(count + 1) }
    guard score.isFinite else { throw .score(index: index) }
    guard 1...Self.maxPieceBytes ~= text.count - start else {
      throw .pieceLength(index: index, bytes: text.count - start, limit: Self.maxPieceBytes)
    }
    guard !UTF8.isContinuation(text[start]) else { throw .pieceEncoding }
    offsets.append(text.count)
    scores.append(score)
  }

  /// Adds a piece.
  mutating func append(_ piece: [UInt8], score: Float) throws(SentencePieceFault) {
    try append(index: count) { (text) throws(SentencePieceFault) in
      text.append(contentsOf: piece)
      return score
    }
  }

  /// Makes sure that all pieces are valid UTF-8.
  func validate() throws(SentencePieceFault) {
    // As no piece begins inside a character, all are valid if they are valid end to end.
    guard String(validating: text, as: UTF8.self) != nil else { throw .pieceEncoding }
  }

  /// A piece's UTF-8.
  package func bytes(of index: Int) -> ArraySlice<UInt8> {
    text[offsets[index]..<offsets[index + 1]]
  }

  /// A piece's text.
  package func text(of index: Int) -> String {
    String(decoding: bytes(of: index), as: UTF8.self)
  }
}
