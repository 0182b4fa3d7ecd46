/// Sorts a vocabulary's pieces into a trie, byte by byte.
struct PieceTrieBuilder {
  /// Pieces from `first` to `last` of the order, which share their first `depth` bytes at `node`.
  private struct Branch {
    let node: Int
    let pieces: Range<Int>
    let depth: Int
  }

  private var text: [UInt8] = []
  private var starts: [Int] = []
  private var ids: [Int32] = []
  private var scores: [Float] = []

  /// Makes room for this many pieces.
  init(pieceCount: Int) {
    starts.reserveCapacity(pieceCount)
    ids.reserveCapacity(pieceCount)
    scores.reserveCapacity(pieceCount)
  }

  /// Adds a piece; of two with the same bytes the later one wins.
  mutating func add(_ piece: some Sequence<UInt8>, id: Int32, score: Float) {
    starts.append(text.count)
    ids.append(id)
    scores.append(score)
    text.append(contentsOf: piece)
  }

  /// The trie of all the pieces added.
  consuming func build() -> PieceTrie {
    starts.append(text.count)
    var order = Array(ids.indices)
    var scratch = order
    var nodes = [PieceTrie.Node()]
    var open = [Branch(node: 0, pieces: order.indices, depth: 0)]
    while let branch = open.popLast() {
      let rest = finish(branch, order, &nodes)
      guard !rest.isEmpty else { continue }
      sort(&order, in: rest, by: branch.depth, &scratch)
      grow(branch, order, in: rest, &nodes, &open)
    }
    return PieceTrie(nodes: nodes)
  }

  /// Marks the pieces that end at the branch's node, and gives the others.
  private func finish(
    _ branch: Branch, _ order: [Int], _ nodes: inout [PieceTrie.Node]
  ) -> Range<Int> {
    var pieces = branch.pieces
    // Equal bytes were kept in order, and the pieces that end here sort before the longer ones.
    while let position = pieces.first, length(order[position]) == branch.depth {
      nodes[branch.node].isPiece = true
      nodes[branch.node].id = ids[order[position]]
      nodes[branch.node].score = scores[order[position]]
      pieces = position + 1..<pieces.upperBound
    }
    return pieces
  }

  /// Adds a child for each next byte.
  private func grow(
    _ branch: Branch, _ order: [Int], in pieces: Range<Int>,
    _ nodes: inout [PieceTrie.Node], _ open: inout [Branch]
  ) {
    nodes[branch.node].firstChild = UInt32(nodes.count)
    var start = pieces.lowerBound
    while start < pieces.upperBound {
      let label = byte(order[start], branch.depth)
      var end = start + 1
      while end < pieces.upperBound, byte(order[end], branch.depth) == label { end += 1 }
      open.append(Branch(node: nodes.count, pieces: start..<end, depth: branch.depth + 1))
      nodes.append(PieceTrie.Node(label: label))
      nodes[branch.node].childCount += 1
      start = end
    }
  }

  /// Sorts pieces by one byte, those that end after it first of their byte, otherwise in order.
  private func sort(
    _ order: inout [Int], in pieces: Range<Int>, by depth: Int, _ scratch: inout [Int]
  ) {
    guard pieces.count > 1 else { return }
    // A byte, and whether the piece goes on after it.
    func key(_ piece: Int) -> Int {
      Int(byte(piece, depth)) * 2 + (length(piece) > depth + 1 ? 1 : 0)
    }
    // Up to here, inserting costs less than clearing the counters.
    if pieces.count <= 16 {
      for position in pieces.dropFirst() {
        let piece = order[position]
        let pieceKey = key(piece)
        var hole = position
        while hole > pieces.lowerBound, key(order[hole - 1]) > pieceKey {
          order[hole] = order[hole - 1]
          hole -= 1
        }
        order[hole] = piece
      }
      return
    }
    var next = [Int](repeating: 0, count: 513)
    for position in pieces { next[key(order[position]) + 1] += 1 }
    for key in 1..<next.count { next[key] += next[key - 1] }
    for position in pieces {
      let pieceKey = key(order[position])
      scratch[pieces.lowerBound + next[pieceKey]] = order[position]
      next[pieceKey] += 1
    }
    for position in pieces { order[position] = scratch[position] }
  }

  @inline(__always)
  private func length(_ piece: Int) -> Int { starts[piece + 1] - starts[piece] }

  @inline(__always)
  private func byte(_ piece: Int, _ depth: Int) -> UInt8 { text[starts[piece] + depth] }
}
