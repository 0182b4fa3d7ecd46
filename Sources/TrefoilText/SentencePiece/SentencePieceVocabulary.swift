/// What a SentencePiece model file holds, its pieces under XLM-RoBERTa's ids.
///
/// The beginning 0, padding 1, the end 2, the unknown 3, then each piece's number in the model plus
/// one, and the mask behind the last.
struct SentencePieceVocabulary: Sendable {
  /// The texts of the tokens that have ids of their own, whatever the model calls them.
  struct Names: Equatable, Sendable {
    var begin = "<s>"
    var pad = "<pad>"
    var end = "</s>"
    var unknown = "<unk>"
    var mask = "<mask>"
  }

  /// The kinds of the three pieces in front, which have other ids here.
  private static let reserved: [SentencePieceFile.Kind] = [.unknown, .control, .control]
  private static let unknownIndex = 3

  /// The pieces.
  let pieces: UnigramVocabulary
  /// What normalizes single characters; nil if nothing does.
  let charsmap: PrecompiledCharsmap?
  /// The pieces that are found in a text before words are divided, in the model's order.
  let addedTokens: [AddedToken]

  /// Reads a model file's bytes.
  init(_ modelFile: [UInt8], names: Names = Names()) throws(SentencePieceFault) {
    let file = try SentencePieceFile(modelFile)
    do {
      charsmap = file.charsmap.isEmpty ? nil : try PrecompiledCharsmap(file.charsmap)
    } catch {
      throw .charsmap(error)
    }
    let model = try LoadedModel(file.pieceTable)
    let count = model.pieceCount
    guard Self.reserved.count...PieceTable.maxPieces ~= count else { throw .pieceCount(count) }
    for (index, kind) in Self.reserved.enumerated() where file.kinds[index] != kind {
      throw .specialPiece(
        index: index, expected: kind.description, found: try model.text(of: index))
    }
    var table = PieceTable()
    table.reserveCapacity(count + 2, bytes: modelFile.count)
    for name in [names.begin, names.pad, names.end, names.unknown] {
      try table.append(Array(name.utf8), score: 0)
    }
    for index in Self.reserved.count..<count {
      try table.append(index: index) { (text) throws(SentencePieceFault) in
        guard let score = model.appendPiece(index, to: &text) else { throw .score(index: index) }
        return score
      }
    }
    try table.append(Array(names.mask.utf8), score: 0)
    addedTokens = try Self.addedTokens(file, model)
    pieces = try UnigramVocabulary(table, unknownID: Int32(Self.unknownIndex))
  }

  private static func addedTokens(
    _ file: SentencePieceFile, _ model: borrowing LoadedModel
  ) throws(SentencePieceFault) -> [AddedToken] {
    var tokens: [AddedToken] = []
    for (index, kind) in file.kinds.enumerated() where kind == .control || kind == .userDefined {
      var token = AddedToken(try model.text(of: index))
      token.isSpecial = kind == .control
      tokens.append(token)
    }
    return tokens
  }
}
