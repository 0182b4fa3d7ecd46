internal import TrefoilCore

/// Joins normalized characters to words and words' pieces to tokens.
///
/// A space becomes the mark of the word behind it, or is dropped, as the rules say.
struct WordAssembler: CharacterSink {
  private let search: UnigramSearch
  private let rules: WordRules
  private let watched: FirstBytes
  private var workspace: UnigramSearch.Workspace
  private var word = NormalizedText()
  /// The last of the spaces behind the word.
  private var space: Range<Int>?
  /// Whether the last character was put in beside another from the same place.
  private var lastWasInserted = false
  /// Whether the last word has begun, though it may still be empty.
  private var isInWord = false

  /// The tokens so far.
  private(set) var tokenIDs: [TokenID] = []
  /// Their places in the source.
  private(set) var ranges: [Range<Int>] = []
  /// Whether a watched character has come since `rollBack`.
  private(set) var metWatched = false

  /// Prepares for a text.
  ///
  /// - Parameter watched: The first bytes of characters for which `metWatched` is set.
  init(_ search: UnigramSearch, rules: WordRules, watched: FirstBytes) {
    self.search = search
    self.rules = rules
    self.watched = watched
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

  @inline(__always)
  mutating func appendASCII(_ character: UInt8, at offset: Int) {
    let source = offset..<offset + 1
    prepareCharacter(from: source)
    word.append(character, from: source)
    lastWasInserted = false
  }

  /// Adds a space, which does not show until the next character or the fragment's end.
  @inline(__always)
  mutating func appendSpace(from source: Range<Int>, isInserted: Bool) {
    if let space, !rules.joinsSpaces { beginWord(from: space, hasMark: true) }
    space = source
    lastWasInserted = isInserted
  }

  mutating func append(_ character: ArraySlice<UInt8>, from source: Range<Int>, isInserted: Bool) {
    if let first = character.first, watched.contains(first) { metWatched = true }
    let isSpace =
      character.first == UInt8(ascii: " ")
      || rules.splitsAtWhiteSpace && WhiteSpace.contains(character)
    if isSpace {
      appendSpace(from: source, isInserted: isInserted)
      return
    }
    if character.elementsEqual(NormalizedText.wordMark) {
      // A mark behind white space at which the text is divided needs no other before it.
      if let space, !rules.splitsAtWhiteSpace { beginWord(from: space, hasMark: true) }
      beginWord(from: source, hasMark: true)
      space = nil
    } else {
      prepareCharacter(from: source)
      word.append(character, from: source)
    }
    lastWasInserted = isInserted
  }

  mutating func skip(_ source: Range<Int>) {
    guard lastWasInserted else { return }
    lastWasInserted = false
    if space != nil { space = source } else { word.moveLastCharacter(to: source) }
  }

  /// Ends a fragment: what comes next begins a word in any case.
  mutating func endFragment() {
    if let space, !rules.splitsAtWhiteSpace { beginWord(from: space, hasMark: true) }
    space = nil
    lastWasInserted = false
    isInWord = false
    finishWord()
  }

  /// Adds a part of normalized text as a fragment.
  mutating func append(_ text: NormalizedText, _ part: Range<Int>) {
    var start = part.lowerBound
    while start < part.upperBound {
      let end = WhiteSpace.characterEnd(from: start, in: text.bytes)
      append(
        text.bytes[start..<end], from: text.source(of: start..<end), isInserted: false)
      start = end
    }
    endFragment()
    metWatched = false
  }

  /// Forgets the current word, and the tokens behind the first `count`.
  mutating func rollBack(to count: Int) {
    tokenIDs.removeSubrange(count...)
    ranges.removeSubrange(count...)
    word.removeAll()
    space = nil
    lastWasInserted = false
    isInWord = false
    metWatched = false
  }

  @inline(__always)
  private mutating func prepareCharacter(from source: Range<Int>) {
    if let space {
      let isMarked = !rules.splitsAtWhiteSpace || marksBeginning(at: source)
      beginWord(from: space, hasMark: isMarked)
      self.space = nil
    } else if !isInWord {
      beginWord(from: source, hasMark: marksBeginning(at: source))
    }
  }

  /// Whether a word that begins here is given a mark.
  @inline(__always)
  private func marksBeginning(at source: Range<Int>) -> Bool {
    switch rules.mark {
    case .always: true
    case .first: source.lowerBound == 0
    case .never: false
    }
  }

  private mutating func beginWord(from source: Range<Int>, hasMark: Bool) {
    finishWord()
    isInWord = true
    if hasMark { word.appendMark(from: source) }
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
