internal import TrefoilCore

/// Cuts lists of candidates into pieces, so that memory holds the vectors of a piece at a time.
///
/// Every passage of every list is in one piece, and the pieces keep the lists' order. A query's
/// vectors count in the piece in which its list begins. A passage is
/// encoded in the first piece that has it, and kept for later pieces as far as there is room.
package struct RankingPlan {
  /// Passages of one list that are ranked together.
  package struct Part: Equatable {
    /// The list.
    package let list: Int
    /// Its passages: indices among all.
    package let passages: Range<Int>
  }

  /// What is in memory at a time.
  package struct Piece {
    /// The parts, in the order of the lists.
    package fileprivate(set) var parts: [Part] = []
    /// The distinct passages that are encoded for it.
    package fileprivate(set) var encoded: [Int] = []
    /// The distinct passages that are kept for later pieces.
    package fileprivate(set) var kept: Set<Int> = []
  }

  /// The pieces, in the order of the lists.
  package private(set) var pieces: [Piece] = []

  /// The bytes of the vectors of a piece, and of those that are kept beside it.
  package static let budget = 48 << 20

  /// Plans pieces.
  ///
  /// - Parameters:
  ///   - offsets: where each list's passages start, then the total.
  ///   - sequences: for each passage, its index among the distinct ones.
  ///   - budget: the bytes of a piece; a longer passage is a piece alone.
  ///   - queryBytes: the bytes of a list's query's vectors.
  ///   - bytes: the bytes of a distinct passage's vectors.
  package init(
    offsets: [Int], sequences: [Int], budget: Int = budget,
    queryBytes: (Int) -> Int = { _ in 0 }, bytes: (Int) -> Int
  ) {
    pieces = Self.pieces(offsets, sequences, budget, queryBytes, bytes)
    plan(sequences, budget, bytes)
  }

  private static func pieces(
    _ offsets: [Int], _ sequences: [Int], _ budget: Int, _ queryBytes: (Int) -> Int,
    _ bytes: (Int) -> Int
  ) -> [Piece] {
    var pieces: [Piece] = []
    var piece = Piece()
    var members: Set<Int> = []
    var size = 0
    for (list, (lower, upper)) in zip(offsets, offsets.dropFirst()).enumerated() {
      var start = lower
      let own = queryBytes(list)
      if size > 0 && size + own > budget {
        pieces.append(piece)
        (piece, members, size) = (Piece(), [], 0)
      }
      size += own
      for passage in lower..<upper where !members.contains(sequences[passage]) {
        let count = bytes(sequences[passage])
        if size > 0 && size + count > budget {
          if passage > start { piece.parts.append(Part(list: list, passages: start..<passage)) }
          pieces.append(piece)
          (piece, members, size) = (Piece(), [], 0)
          start = passage
        }
        members.insert(sequences[passage])
        size += count
      }
      piece.parts.append(Part(list: list, passages: start..<upper))
    }
    if !piece.parts.isEmpty { pieces.append(piece) }
    return pieces
  }

  private mutating func plan(_ sequences: [Int], _ budget: Int, _ bytes: (Int) -> Int) {
    var lastPiece: [Int: Int] = [:]
    for (index, piece) in pieces.enumerated() {
      for sequence in piece.parts.lazy.flatMap(\.passages).map({ sequences[$0] }) {
        lastPiece[sequence] = index
      }
    }
    var held: Set<Int> = []
    for index in pieces.indices {
      let own = Set(pieces[index].parts.lazy.flatMap(\.passages).map { sequences[$0] })
      pieces[index].encoded = own.subtracting(held).sorted()
      held = held.filter { lastPiece[$0, default: 0] > index }
      var room = held.reduce(budget) { $0 - bytes($1) }
      for sequence in pieces[index].encoded where lastPiece[sequence, default: 0] > index {
        room -= bytes(sequence)
        guard room >= 0 else { break }
        held.insert(sequence)
      }
      pieces[index].kept = held
    }
  }
}
