/// Normalizes a text's fragments, grapheme cluster by grapheme cluster, as the reference does.
///
/// A cluster of fewer than six bytes is looked up whole, and then stands or falls with the shortest
/// of its beginnings that the table has; otherwise each character is looked up alone.
struct FragmentNormalizer: Sendable {
  /// The fewest bytes of a cluster that is not looked up whole.
  private static let longCluster = 6
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let lineFeed = UInt8(ascii: "\n")

  private let charsmap: PrecompiledCharsmap
  private let classes: [ASCIIClass]

  /// Prepares for a table.
  ///
  /// - Parameter watched: ASCII characters that a sink wants to see one by one.
  init(_ charsmap: PrecompiledCharsmap, watched: FirstBytes = FirstBytes([])) {
    self.charsmap = charsmap
    classes = ASCIIClass.table(charsmap, watched: watched)
  }

  /// Gives a fragment's normalized characters to a sink.
  ///
  /// - Parameters:
  ///   - fragment: A text between added tokens.
  ///   - base: The fragment's UTF-8 offset in the source.
  func normalize(_ fragment: String, at base: Int, into words: inout some CharacterSink) {
    let text = Array(fragment.utf8)
    var borders = GraphemeBorders(fragment)
    var offset = 0
    while offset < text.count {
      let byte = text[offset]
      let next = offset + 1 < text.count ? text[offset + 1] : 0
      guard byte < 0x80, next < 0x80, byte != Self.carriageReturn || next != Self.lineFeed else {
        let end = borders.end(ofClusterAt: offset)
        normalizeCluster(text, offset..<end, at: base, into: &words)
        offset = end
        continue
      }
      switch classes[Int(byte)] {
      case .kept: words.appendASCII(byte, at: base + offset)
      case .space:
        words.appendSpace(from: base + offset..<base + offset + 1, isInserted: false)
      case .replaced: normalizeCluster(text, offset..<offset + 1, at: base, into: &words)
      }
      offset += 1
    }
  }

  private func normalizeCluster(
    _ text: [UInt8], _ cluster: Range<Int>, at base: Int, into words: inout some CharacterSink
  ) {
    if cluster.count < Self.longCluster,
      let replacement = charsmap.replacement(for: text, in: cluster)
    {
      replace(text, cluster, by: replacement, at: base, into: &words)
      return
    }
    var start = cluster.lowerBound
    while start < cluster.upperBound {
      let character = Self.character(text, at: start, before: cluster.upperBound)
      if let replacement = charsmap.replacement(for: text, in: character) {
        replace(text, character, by: replacement, at: base, into: &words)
      } else {
        let source = base + character.lowerBound..<base + character.upperBound
        words.append(text[character], from: source, isInserted: false)
      }
      start = character.upperBound
    }
  }

  /// Adds a replacement's characters, each from the old character of its rank or else the last.
  private func replace(
    _ text: [UInt8], _ old: Range<Int>, by new: Range<Int>, at base: Int,
    into words: inout some CharacterSink
  ) {
    var source = Self.character(text, at: old.lowerBound, before: old.upperBound)
    if new.isEmpty { words.skip(base + source.lowerBound..<base + source.upperBound) }
    var isInserted = false
    var start = new.lowerBound
    while start < new.upperBound {
      let character = Self.character(charsmap.replacements, at: start, before: new.upperBound)
      words.append(
        charsmap.replacements[character],
        from: base + source.lowerBound..<base + source.upperBound,
        isInserted: isInserted
      )
      start = character.upperBound
      isInserted = source.upperBound == old.upperBound
      if !isInserted {
        source = Self.character(text, at: source.upperBound, before: old.upperBound)
      }
    }
  }

  /// The character that begins at an offset of valid UTF-8.
  @inline(__always)
  private static func character(_ text: [UInt8], at start: Int, before limit: Int) -> Range<Int> {
    var end = start + 1
    while end < limit, UTF8.isContinuation(text[end]) { end += 1 }
    return start..<end
  }
}
