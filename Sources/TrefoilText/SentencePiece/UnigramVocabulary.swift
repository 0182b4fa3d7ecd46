package import TrefoilCore

/// A Unigram model's pieces under their ids, with what finds them.
package struct UnigramVocabulary: Sendable {
  private let table: PieceTable
  private let trie: PieceTrie
  /// What divides words.
  package let search: UnigramSearch
  /// The id of a character that no piece covers.
  package let unknownID: TokenID

  /// The number of pieces.
  package var count: Int { table.count }

  /// Prepares pieces, one or more.
  ///
  /// Of two with the same text the later one is found, as in the reference.
  ///
  /// - Parameter unknownID: An index of the table.
  init(_ table: PieceTable, unknownID: TokenID) throws(SentencePieceFault) {
    try table.validate()
    var builder = PieceTrieBuilder(pieceCount: table.count)
    var longest = 0
    for index in 0..<table.count {
      let piece = table.bytes(of: index)
      builder.add(piece, id: TokenID(index), score: table.scores[index])
      longest = max(longest, piece.count)
    }
    self.table = table
    self.unknownID = unknownID
    trie = builder.build()
    search = UnigramSearch(
      trie: trie, unknownID: unknownID, lowestScore: table.scores.min() ?? 0,
      longestPiece: longest)
  }

  /// The id of the piece with this text; nil if there is none.
  package func id(of piece: String) -> TokenID? { trie.id(of: piece.utf8) }

  /// The text of an id's piece, or nil if there is no such id.
  package func piece(of id: TokenID) -> String? {
    0..<table.count ~= Int(id) ? table.text(of: Int(id)) : nil
  }
}
