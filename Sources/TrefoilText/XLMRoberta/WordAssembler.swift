internal import TrefoilCore

/// Joins normalized characters to words and words' pieces to tokens.
///
/// Runs of spaces become one, a space becomes the mark of the word behind it, and a fragment that
/// begins without a mark is given one.
struct WordAssembler {
  private let search: UnigramSearch
  private let trailingSpaces: TrailingSpaces
  private var workspace: UnigramSearch.Workspace
  private var word = NormalizedWord()
  /// The last of the spaces behind the word.
  private var space: Range<Int>?
  /// Whether the last character was put in beside another from the same place.
  private var lastWasInserted = false

  /// The tokens so far.
  private(set) var tokenIDs: [TokenID] = []
  /// Their places in the source.
  private(set) var ranges: [Range<Int>] = []

  /// U+0085, the one white space that the model's table leaves as it is.
  private static let nextLine: [UInt8] = [0xC2, 0x85]

  init(_ search: UnigramSearch, trailingSpaces: TrailingSpaces) {
    self.search = search
    self.trailingSpaces = trailingSpaces
    workspace = search.makeWorkspace()
  }

  /// Makes room for this many tokens.
  mutating func reserveCapacity(_ count: Int) {
    tokenIDs.reserveCapacity(count)
    ranges.reserveCapacity(count)
  }

  /// Adds a token that no word holds.
  mutating func append(_ id: TokenID, from source: Range<Int>) {
    tokenIDs.append(id)
    ranges.append(source)
  }

  /// Adds an ASCII character that is neither a space nor replaced.
  @inline(__always)
  mutating func appendASCII(_ character: UInt8, at offset: Int) {
    let source = offset..<offset + 1
    prepareCharacter(from: source)
    word.append(character, from: source)
    lastWasInserted = false
  }

  /// Adds a space, which does not show until the next character or the fragment's end.
  @inline(__always)
  mutating func appendSpace(from source: Range<Int>, isInserted: Bool = false) {
    space = source
    lastWasInserted = isInserted
  }

  /// Adds a character, given as UTF-8.
  mutating func append(_ character: ArraySlice<UInt8>, from source: Range<Int>, isInserted: Bool) {
    let isSpace =
      character.first == UInt8(ascii: " ")
      || trailingSpaces == .dropped && character.elementsEqual(Self.nextLine)
    if isSpace {
      appendSpace(from: source, isInserted: isInserted)
      return
    }
    if character.elementsEqual(NormalizedWord.wordMark) {
      if let space { beginWord(from: space) }
      beginWord(from: source)
      space = nil
    } else {
      prepareCharacter(from: source)
      for byte in character { word.append(byte, from: source) }
    }
    lastWasInserted = isInserted
  }

  /// Takes note that the text at a place in the source left nothing behind.
  ///
  /// The reference counts an inserted character before it as what became of it.
  mutating func skip(_ source: Range<Int>) {
    guard lastWasInserted else { return }
    lastWasInserted = false
    if space != nil { space = source } else { word.moveLastCharacter(to: source) }
  }

  /// Ends a fragment: what comes next begins a word in any case.
  mutating func endFragment() {
    if let space, trailingSpaces == .kept { beginWord(from: space) }
    space = nil
    lastWasInserted = false
    finishWord()
  }

  @inline(__always)
  private mutating func prepareCharacter(from source: Range<Int>) {
    if let space {
      beginWord(from: space)
      self.space = nil
    } else if word.isEmpty {
      beginWord(from: source)
    }
  }

  private mutating func beginWord(from source: Range<Int>) {
    finishWord()
    word.appendMark(from: source)
  }

  private mutating func finishWord() {
    guard !word.isEmpty else { return }
    let first = tokenIDs.count
    search.divide(word.bytes, &workspace) { id, place in
      tokenIDs.append(id)
      ranges.append(word.source(of: place))
    }
    tokenIDs[first...].reverse()
    ranges[first...].reverse()
    word.removeAll()
  }
}
