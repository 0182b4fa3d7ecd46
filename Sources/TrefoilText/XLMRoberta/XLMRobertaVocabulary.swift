package import TrefoilCore

/// A model's pieces under XLM-RoBERTa's numbers, with what finds them.
///
/// `<s>` 0, `<pad>` 1, `</s>` 2, `<unk>` 3, then each piece's number in the model plus one, and
/// `<mask>` behind the last.
package struct XLMRobertaVocabulary: Sendable {
  /// The pieces at the front of every such model, which have other numbers here.
  private static let reserved: [SpecialToken] = [.unknown, .begin, .end]

  private let table: PieceTable
  /// What normalizes single characters.
  package let charsmap: PrecompiledCharsmap
  /// What divides words.
  package let search: UnigramSearch

  /// The number of ids: the pieces, `<pad>` and `<mask>`.
  package var count: Int { table.count + 2 }

  /// Reads a SentencePiece model file's bytes.
  package init(_ modelFile: [UInt8]) throws(SentencePieceFault) {
    let file = try SentencePieceFile(modelFile)
    do {
      charsmap = try PrecompiledCharsmap(file.charsmap)
    } catch {
      throw .charsmap(error)
    }
    table = try PieceTable(file.pieceTable)
    guard table.count >= Self.reserved.count else { throw .pieceCount(table.count) }
    for (index, token) in Self.reserved.enumerated() where table.text(of: index) != token.rawValue {
      throw .specialPiece(index: index, expected: token.rawValue, found: table.text(of: index))
    }
    search = Self.search(table)
  }

  private static func search(_ table: PieceTable) -> UnigramSearch {
    let ordinary = reserved.count..<table.count
    var builder = PieceTrieBuilder(pieceCount: table.count + SpecialToken.allCases.count)
    // The reference finds the special tokens in normalized text too, with the score zero, in
    // “＜s＞” for instance.
    for token in SpecialToken.allCases where token != .mask {
      builder.add(token.rawValue.utf8, id: id(of: token, pieceCount: table.count), score: 0)
    }
    for index in ordinary {
      builder.add(table.bytes(of: index), id: TokenID(index + 1), score: table.scores[index])
    }
    builder.add(
      SpecialToken.mask.rawValue.utf8, id: id(of: .mask, pieceCount: table.count), score: 0)
    let lengths =
      SpecialToken.allCases.map(\.rawValue.utf8.count)
      + ordinary.map { table.bytes(of: $0).count }
    return UnigramSearch(
      trie: builder.build(),
      unknownID: id(of: .unknown, pieceCount: table.count),
      lowestScore: table.scores[ordinary].reduce(0, min),
      longestPiece: lengths.reduce(0, max)
    )
  }

  /// A special token's id.
  package func id(of token: SpecialToken) -> TokenID {
    Self.id(of: token, pieceCount: table.count)
  }

  private static func id(of token: SpecialToken, pieceCount: Int) -> TokenID {
    switch token {
    case .begin: 0
    case .pad: 1
    case .end: 2
    case .unknown: 3
    case .mask: TokenID(pieceCount + 1)
    }
  }

  /// The text of an id's piece, or nil if there is no such id.
  package func piece(of id: TokenID) -> String? {
    if let special = SpecialToken.allCases.first(where: { self.id(of: $0) == id }) {
      return special.rawValue
    }
    let index = Int(id) - 1
    return index >= Self.reserved.count && index < table.count ? table.text(of: index) : nil
  }
}
