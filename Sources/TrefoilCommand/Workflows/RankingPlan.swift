package import Trefoil

/// Cuts lists of passages into pieces, so that memory holds one piece's vectors at a time.
///
/// Every passage of every list is in one piece, and the pieces keep their order.
package struct RankingPlan: Equatable, Sendable {
  /// Some of a list's passages that are ranked together.
  package struct Part: Equatable, Sendable {
    /// The list.
    package let list: Int
    /// Its passages.
    package let range: Range<Int>

    /// Names a part.
    package init(list: Int, range: Range<Int>) {
      self.list = list
      self.range = range
    }
  }

  /// The parts of each piece.
  package private(set) var pieces: [[Part]] = []
  /// The bytes of each piece's texts.
  package private(set) var bytes: [Int] = []

  /// The bytes of a piece's texts that keep its vectors within about a gigabyte.
  ///
  /// A token is about 4 bytes and its ColBERT vector 4 KiB; without ColBERT a text has one vector.
  package static func budget(for outputs: EmbeddingOutputs) -> Int {
    outputs.contains(.colbert) ? 1 << 20 : 1 << 26
  }

  /// Plans pieces of at most `budget` bytes; a longer passage is a piece alone.
  package init(_ lists: [Candidates], budget: Int) {
    var piece: [Part] = []
    var size = 0
    for (index, list) in lists.enumerated() {
      var start = 0
      for (passage, candidate) in list.passages.enumerated() {
        let count = candidate.text.utf8.count
        if size > 0 && size + count > budget {
          if passage > start { piece.append(Part(list: index, range: start..<passage)) }
          close(&piece, &size)
          start = passage
        }
        size += count
      }
      piece.append(Part(list: index, range: start..<list.passages.count))
    }
    close(&piece, &size)
  }

  private mutating func close(_ piece: inout [Part], _ size: inout Int) {
    guard !piece.isEmpty else { return }
    pieces.append(piece)
    bytes.append(size)
    piece = []
    size = 0
  }
}
