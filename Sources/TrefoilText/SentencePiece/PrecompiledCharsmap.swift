/// SentencePiece's normalization table: a double-array trie from characters to replacements.
///
/// The serialized form is the trie's size in bytes, the trie, then the replacements, each ended by a
/// NUL; numbers are little-endian and 32-bit. Every step in the trie is checked against its size, as
/// nothing vouches for its content.
package struct PrecompiledCharsmap: Sendable {
  /// The longest replacement in bytes; XLM-RoBERTa's has 33 (for U+FDFA).
  private static let maxReplacementBytes = 1024

  /// A table that replaces nothing.
  package static let empty = PrecompiledCharsmap(units: [], replacements: [])

  private let units: [UInt32]
  /// The bytes in which the replacements lie, valid UTF-8.
  package let replacements: [UInt8]

  /// Reads a serialized table; an empty one replaces nothing.
  package init(_ serialized: [UInt8]) throws(CharsmapFault) {
    guard !serialized.isEmpty else {
      self = .empty
      return
    }
    let sizeBytes = 4
    guard serialized.count >= sizeBytes else {
      throw .trieSize(bytes: 0, available: serialized.count)
    }
    let available = serialized.count - sizeBytes
    let trieBytes = Int(Self.unit(serialized, at: 0))
    guard trieBytes % sizeBytes == 0, 1...max(1, available) ~= trieBytes else {
      throw .trieSize(bytes: trieBytes, available: available)
    }
    units = stride(from: sizeBytes, to: sizeBytes + trieBytes, by: sizeBytes).map {
      Self.unit(serialized, at: $0)
    }
    replacements = Array(serialized[(sizeBytes + trieBytes)...])
    guard String(validating: replacements, as: UTF8.self) != nil else { throw .encoding }
    let longest = replacements.split(separator: 0).map(\.count).max() ?? 0
    guard longest <= Self.maxReplacementBytes else {
      throw .replacementLength(bytes: longest, limit: Self.maxReplacementBytes)
    }
  }

  private init(units: [UInt32], replacements: [UInt8]) {
    self.units = units
    self.replacements = replacements
  }

  private static func unit(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
  }

  /// What stands for the text at a range, or nil if it stays as it is.
  ///
  /// It is the replacement of the shortest beginning of that text that has one, as in the reference,
  /// whose callers then drop the rest of the text.
  ///
  /// - Returns: A range of `replacements`, on character borders; empty if the text is removed.
  package func replacement(for text: [UInt8], in range: Range<Int>) -> Range<Int>? {
    guard let root = units.first else { return nil }
    var node = Self.offset(root)
    for index in range {
      let byte = text[index]
      node ^= Int(byte)
      // The reference stops at a NUL, with which no key begins.
      guard byte != 0, node < units.count, Self.label(units[node]) == UInt32(byte) else {
        return nil
      }
      let unit = units[node]
      node ^= Self.offset(unit)
      if Self.hasLeaf(unit) {
        guard node < units.count else { return nil }
        return replacement(at: Int(units[node] & 0x7FFF_FFFF))
      }
    }
    return nil
  }

  private func replacement(at start: Int) -> Range<Int>? {
    guard start < replacements.count, !UTF8.isContinuation(replacements[start]) else { return nil }
    var end = start
    while end < replacements.count, replacements[end] != 0 { end += 1 }
    return start..<end
  }

  // A unit's layout is that of the Darts-clone library: the label in the low byte, with the top bit
  // set in a value; bit 8 for a leaf; the offset from bit 10, in steps of 256 when bit 9 is set.
  private static func label(_ unit: UInt32) -> UInt32 { unit & 0x8000_00FF }
  private static func hasLeaf(_ unit: UInt32) -> Bool { unit >> 8 & 1 == 1 }
  private static func offset(_ unit: UInt32) -> Int { Int(unit >> 10) << Int((unit & 0x200) >> 6) }
}
