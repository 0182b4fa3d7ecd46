internal import TrefoilCore

/// Finds added tokens in a text: of those that begin first, the longest.
struct AddedTokenMatcher: Sendable {
  /// A token in a text.
  struct Match: Equatable, Sendable {
    /// Its id.
    let id: TokenID
    /// Its UTF-8 offsets, with the white space that it takes.
    let range: Range<Int>
  }

  private let trie: PieceTrie
  private let flags: [TokenID: AddedToken]
  private let skipped: Set<TokenID>
  /// Which bytes begin a token.
  let firstBytes: FirstBytes

  /// Prepares a search.
  ///
  /// - Parameter tokens: What is searched for, with id and flags, and whether it is left as text
  ///   where it is found. Of two with the same bytes the first one is found.
  init(_ tokens: [(pattern: [UInt8], id: TokenID, flags: AddedToken, isSkipped: Bool)]) {
    var builder = PieceTrieBuilder(pieceCount: tokens.count)
    for (pattern, id, _, _) in tokens.reversed() where !pattern.isEmpty {
      builder.add(pattern, id: id, score: 0)
    }
    trie = builder.build()
    flags = Dictionary(tokens.map { ($0.id, $0.flags) }) { first, _ in first }
    skipped = Set(tokens.filter(\.isSkipped).map(\.id))
    firstBytes = FirstBytes(tokens.compactMap(\.pattern.first))
  }

  var isEmpty: Bool { firstBytes.isEmpty }

  /// The first token at or behind an offset of a text.
  ///
  /// - Parameters:
  ///   - text: Valid UTF-8.
  ///   - start: Where to search from; moved to where the next search starts, behind what was found
  ///     but for the white space that it takes on its right.
  ///   - taken: The end of the match before; white space is taken no further than to there.
  func next(in text: [UInt8], from start: inout Int, taken: Int) -> Match? {
    while let (id, range) = longest(in: text, from: start) {
      start = range.upperBound
      guard let token = flags[id], !skipped.contains(id) else { continue }
      if token.isSingleWord, !WordBorder.surrounds(range, in: text) { continue }
      var (lower, upper) = (range.lowerBound, range.upperBound)
      if token.takesLeftSpace {
        // A token that begins with white space may stand in what the one before it has taken.
        lower = min(lower, max(taken, WhiteSpace.start(before: lower, in: text)))
      }
      if token.takesRightSpace { upper = WhiteSpace.end(from: upper, in: text) }
      return Match(id: id, range: lower..<upper)
    }
    return nil
  }

  private func longest(in text: [UInt8], from start: Int) -> (TokenID, Range<Int>)? {
    var offset = start
    while let first = firstBytes.position(in: text, from: offset) {
      var node = trie.root
      var end = first
      var found: (TokenID, Range<Int>)?
      while end < text.count, let child = trie.child(of: node, text[end]) {
        node = child
        end += 1
        if node.isPiece { found = (node.id, first..<end) }
      }
      if let found { return found }
      offset = first + 1
    }
    return nil
  }
}
