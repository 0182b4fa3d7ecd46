internal import CSentencePiece

/// A model in libsentencepiece's hands.
@safe
struct LoadedModel: ~Copyable {
  private let model: OpaquePointer

  /// Lets the library read a serialized model.
  init(_ serialized: [UInt8]) throws(SentencePieceFault) {
    var loaded: OpaquePointer?
    // The library's reasons are a line long.
    var message = [CChar](repeating: 0, count: 512)
    let status = unsafe trefoil_sp_load(
      serialized, serialized.count, &loaded, &message, message.count)
    guard status == TREFOIL_SP_OK, let loaded = unsafe loaded else {
      let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw .refused(String(decoding: text, as: UTF8.self))
    }
    unsafe model = loaded
  }

  deinit {
    unsafe trefoil_sp_free(model)
  }

  /// The number of pieces.
  var pieceCount: Int { unsafe trefoil_sp_piece_count(model) }

  /// Copies one piece's text behind `text` and gives its score.
  ///
  /// - Returns: nil if there is no such piece.
  func appendPiece(_ index: Int, to text: inout [UInt8]) -> Float? {
    var piece = unsafe trefoil_sp_piece()
    guard unsafe trefoil_sp_piece_at(model, index, &piece) == TREFOIL_SP_OK else { return nil }
    unsafe text.append(contentsOf: UnsafeBufferPointer(start: piece.text, count: piece.text_count))
    return unsafe piece.score
  }

  /// One piece's text.
  func text(of index: Int) throws(SentencePieceFault) -> String {
    var text: [UInt8] = []
    guard appendPiece(index, to: &text) != nil,
      let piece = String(validating: text, as: UTF8.self)
    else { throw .pieceEncoding }
    return piece
  }
}
