/// Finds a word's likeliest division into pieces, as the Hugging Face tokenizer does.
///
/// Scores are added in double precision. libsentencepiece adds them in single precision, which over
/// some thousand pieces without a space loses the difference between divisions.
package struct UnigramSearch: Sendable {
  /// How much less likely an unknown character is than the least likely piece.
  private static let unknownPenalty = 10.0

  /// The piece that ends at a place in the word on the likeliest way to there.
  fileprivate struct Step {
    var id: Int32 = 0
    var byteCount: Int32 = 0
  }

  /// What a search writes down, kept from word to word.
  package struct Workspace: Sendable {
    /// The likeliest way's score to each place not yet passed, in a ring.
    fileprivate var scores: [Double]
    /// The last step of the likeliest way to each place, by the place's offset.
    fileprivate var steps: [Step] = []
  }

  private let trie: PieceTrie
  private let unknownID: Int32
  private let unknownScore: Double
  private let ringMask: Int

  /// Prepares a search over these pieces.
  ///
  /// - Parameters:
  ///   - unknownID: The id of a character that no piece covers.
  ///   - lowestScore: The lowest score of a piece.
  ///   - longestPiece: The longest piece's number of bytes.
  init(trie: PieceTrie, unknownID: Int32, lowestScore: Float, longestPiece: Int) {
    self.trie = trie
    self.unknownID = unknownID
    unknownScore = Double(lowestScore) - Self.unknownPenalty
    // A step leads at most one piece or one character (4 bytes) ahead.
    var ringSize = 8
    while ringSize <= longestPiece { ringSize *= 2 }
    ringMask = ringSize - 1
  }

  /// A workspace for one search at a time.
  package func makeWorkspace() -> Workspace {
    Workspace(scores: [Double](repeating: -.infinity, count: ringMask + 1))
  }

  /// Divides a word into pieces, from its end to its beginning.
  ///
  /// Adjacent unknown characters come as one piece.
  ///
  /// - Parameters:
  ///   - word: Valid UTF-8.
  ///   - visit: Takes each piece's id and place in the word.
  @inline(__always)
  package func divide(
    _ word: [UInt8], _ workspace: inout Workspace, visit: (Int32, Range<Int>) -> Void
  ) {
    if workspace.steps.count <= word.count {
      let missing = word.count + 1 - workspace.steps.count
      workspace.steps.append(contentsOf: repeatElement(Step(), count: missing))
    }
    goForward(word, &workspace)
    var end = word.count
    while end > 0 {
      let step = workspace.steps[end]
      var start = end - Int(step.byteCount)
      if step.id == unknownID {
        while start > 0, workspace.steps[start].id == unknownID {
          start -= Int(workspace.steps[start].byteCount)
        }
      }
      visit(step.id, start..<end)
      end = start
    }
  }

  private func goForward(_ word: [UInt8], _ workspace: inout Workspace) {
    workspace.scores[0] = 0
    let root = trie.root
    for start in word.indices where !UTF8.isContinuation(word[start]) {
      let score = workspace.scores[start & ringMask]
      workspace.scores[start & ringMask] = -.infinity
      let characterEnd = min(start + characterLength(word[start]), word.count)
      var coversCharacter = false
      var node = root
      var end = start
      while end < word.count, let child = trie.child(of: node, word[end]) {
        node = child
        end += 1
        guard node.isPiece else { continue }
        offer(score + Double(node.score), node.id, start..<end, &workspace)
        if end == characterEnd { coversCharacter = true }
      }
      if !coversCharacter {
        offer(score + unknownScore, unknownID, start..<characterEnd, &workspace)
      }
    }
    workspace.scores[word.count & ringMask] = -.infinity
  }

  /// Takes a step into account; of equally likely ones the first stays.
  @inline(__always)
  private func offer(_ score: Double, _ id: Int32, _ step: Range<Int>, _ workspace: inout Workspace)
  {
    let place = step.upperBound & ringMask
    guard score > workspace.scores[place] else { return }
    workspace.scores[place] = score
    workspace.steps[step.upperBound] = Step(id: id, byteCount: Int32(step.count))
  }

  @inline(__always)
  private func characterLength(_ lead: UInt8) -> Int {
    lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
  }
}
