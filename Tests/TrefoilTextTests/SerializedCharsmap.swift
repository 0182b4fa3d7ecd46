/// A normalization table in SentencePiece's form, with a trie that takes 1 KiB for each node.
struct SerializedCharsmap {
  private var nodes: [[UInt8: Int]] = [[:]]
  private var values: [Int: Int] = [:]
  private var replacements: [UInt8] = []

  init(_ entries: KeyValuePairs<String, String>) {
    for (key, replacement) in entries {
      var node = 0
      for byte in key.utf8 {
        if let child = nodes[node][byte] {
          node = child
        } else {
          nodes[node][byte] = nodes.count
          node = nodes.count
          nodes.append([:])
        }
      }
      values[node] = replacements.count
      replacements += Array(replacement.utf8) + [0]
    }
  }

  /// A small excerpt of what Unicode's NFKC does, with a removed and two spaced characters.
  static let small = SerializedCharsmap([
    "™": "TM", "\u{1}": "", "\t": " ", "\n": " ", "\r": " ", "\u{3000}": " ",
    "e\u{301}": "é", "＜": "<", "＞": ">", "ａ": "a",
  ])

  /// The serialized trie, its units side by side.
  private var trie: [UInt32] {
    // A node's children lie in the 256 units of its block, the value in the block's unit zero.
    var units = [UInt32](repeating: 0x8000_0000, count: 256 * (nodes.count + 1))
    units[0] = 256 << 10
    for (node, children) in nodes.enumerated() {
      let block = 256 * (node + 1)
      if let value = values[node] { units[block] = UInt32(value) | 0x8000_0000 }
      for (byte, child) in children {
        let place = block ^ Int(byte)
        let leaf: UInt32 = values[child] == nil ? 0 : 1 << 8
        units[place] = UInt32(byte) | leaf | UInt32(place ^ 256 * (child + 1)) << 10
      }
    }
    return units
  }

  /// The table's content.
  var bytes: [UInt8] {
    let units = trie
    return ([UInt32(units.count * 4)] + units)
      .flatMap { unit in (0..<4).map { UInt8(truncatingIfNeeded: unit >> ($0 * 8)) } }
      + replacements
  }
}
