/// Every piece of a vocabulary by its bytes, for finding those that begin at a place in a text.
package struct PieceTrie: Sendable {
  /// A beginning that some pieces share.
  package struct Node: Sendable {
    /// Where its children lie in `nodes`, side by side and in ascending order of `label`.
    var firstChild: UInt32 = 0
    /// The number of its children, 0...256.
    var childCount: UInt16 = 0
    /// The byte that leads here from its parent.
    var label: UInt8 = 0
    /// Whether a piece ends here.
    var isPiece = false
    /// The id of the piece that ends here.
    var id: Int32 = 0
    /// The score of the piece that ends here.
    var score: Float = 0
  }

  private let nodes: [Node]

  /// Makes a trie of nodes of which the first is the root.
  init(nodes: [Node]) {
    self.nodes = nodes
  }

  /// Where every search begins, the empty beginning.
  @inline(__always)
  package var root: Node { nodes[0] }

  /// The node that one more byte leads to, or nil if no piece goes on so.
  @inline(__always)
  package func child(of node: Node, _ byte: UInt8) -> Node? {
    var low = Int(node.firstChild)
    var high = low + Int(node.childCount)
    // Most nodes have few children, for which counting up is faster than halving.
    while high - low > 8 {
      let middle = (low + high) / 2
      if nodes[middle].label <= byte { low = middle } else { high = middle }
    }
    while low < high {
      let child = nodes[low]
      if child.label >= byte { return child.label == byte ? child : nil }
      low += 1
    }
    return nil
  }

  /// The id of the piece with exactly these bytes; nil if there is none.
  package func id(of piece: some Sequence<UInt8>) -> Int32? {
    var node = root
    for byte in piece {
      guard let child = child(of: node, byte) else { return nil }
      node = child
    }
    return node.isPiece ? node.id : nil
  }
}
