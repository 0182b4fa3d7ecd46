/// A model's pieces with their scores, in the model's own order.
///
/// Every piece is valid UTF-8 of one byte or more, and every score is finite.
package struct PieceTable: Sendable {
  /// The longest piece in bytes.
  ///
  /// XLM-RoBERTa's has 48; a search looks this far ahead at every character, so the limit keeps its
  /// time linear in the text whatever the model holds.
  package static let maxPieceBytes = 1024
  /// The most pieces; their ids and the added ones are 32-bit.
  private static let maxPieces = 1 << 24

  private let text: [UInt8]
  private let offsets: [Int]
  /// Each piece's score, the logarithm of its probability.
  package let scores: [Float]

  /// The number of pieces.
  package var count: Int { scores.count }

  /// Reads a serialized model's pieces.
  package init(_ serialized: [UInt8]) throws(SentencePieceFault) {
    let model = try LoadedModel(serialized)
    guard model.pieceCount <= Self.maxPieces else { throw .pieceCount(model.pieceCount) }
    var text: [UInt8] = []
    var offsets = [0]
    var scores: [Float] = []
    text.reserveCapacity(serialized.count)
    offsets.reserveCapacity(model.pieceCount + 1)
    scores.reserveCapacity(model.pieceCount)
    for index in 0..<model.pieceCount {
      let start = text.count
      guard let score = model.appendPiece(index, to: &text), score.isFinite else {
        throw .score(index: index)
      }
      guard 1...Self.maxPieceBytes ~= text.count - start else {
        throw .pieceLength(
          index: index, bytes: text.count - start, limit: Self.maxPieceBytes)
      }
      guard UTF8.isContinuation(text[start]) == false else { throw .pieceEncoding }
      offsets.append(text.count)
      scores.append(score)
    }
    // As no piece begins inside a character, all are valid if they are valid end to end.
    guard String(validating: text, as: UTF8.self) != nil else { throw .pieceEncoding }
    self.text = text
    self.offsets = offsets
    self.scores = scores
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
