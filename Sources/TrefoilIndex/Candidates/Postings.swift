internal import Trefoil
internal import TrefoilTensor

/// The lexical weights of a segment's rows, in the order of the tokens, where a section's bytes
/// lie.
///
/// Opening reads the last bytes alone; what the other parts say is checked when it is used.
struct Postings: Sendable {
  let bytes: SectionBytes
  let layout: PostingsLayout

  /// Opens a section.
  init(_ bytes: SectionBytes) throws(SectionFault) {
    self.bytes = bytes
    layout = try bytes.withSpan { bytes throws(SectionFault) in try PostingsLayout(bytes) }
  }

  /// The place of a token among those of the section; nil if no row has it.
  func place(of token: TokenID, in bytes: RawSpan) -> Int? {
    guard token >= 0 else { return nil }
    let wanted = UInt32(token)
    var (low, high) = (0, layout.tokenCount)
    while low < high {
      let middle = (low + high) / 2
      if self.token(middle, in: bytes) < wanted { low = middle + 1 } else { high = middle }
    }
    return low < layout.tokenCount && self.token(low, in: bytes) == wanted ? low : nil
  }

  private func token(_ place: Int, in bytes: RawSpan) -> UInt32 {
    bytes.number(at: layout.tokensOffset + 4 * place, as: UInt32.self)
  }

  /// The largest weight of the token at a place.
  func largestWeight(_ place: Int, in bytes: RawSpan) -> Float {
    HalfNumbers.value(
      ofBits: bytes.number(at: layout.maximaOffset + 2 * place, as: UInt16.self))
  }

  /// Calls `body` with each block of the token at a place, its window rising.
  ///
  /// - Throws: `SectionFault.damaged`, unless the blocks lie one behind the other in their part, each
  ///   of another window, and the largest of their weights is the token's.
  func forEachBlock(
    of index: Int, in bytes: RawSpan, _ body: (_ window: Int, PostingsBlock) -> Void
  ) throws(SectionFault) {
    let place = layout.startsOffset + PostingsLayout.startSize * index
    let numbers = (0..<4).map { bytes.number(at: place + 8 * $0, as: UInt64.self) }
    guard numbers[0] <= numbers[2], numbers[2] <= layout.blockBytes, numbers[1] <= numbers[3],
      numbers[3] <= layout.blockCount
    else { throw .damaged(.postings, at: place) }
    var start = Int(numbers[0])
    var last = -1
    var most: UInt16 = 0
    for block in Int(numbers[1])..<Int(numbers[3]) {
      let entry = layout.directoryOffset + PostingsLayout.entrySize * block
      let window = Int(bytes.number(at: entry, as: UInt16.self))
      let largest = bytes.number(at: entry + 2, as: UInt16.self)
      let count = Int(bytes.number(at: entry + 4, as: UInt16.self)) + 1
      guard window > last, window < layout.windowCount, largest > 0, largest < 0x7c00 else {
        throw .damaged(.postings, at: entry)
      }
      let rows = layout.rows(of: window).count
      let size = PostingsLayout.size(count, of: rows)
      guard count <= rows, size <= Int(numbers[2]) - start else {
        throw .damaged(.postings, at: entry)
      }
      body(
        window,
        PostingsBlock(
          start: start, count: count, size: size, words: PostingsLayout.words(rows),
          isMasked: PostingsLayout.isMasked(count, of: rows),
          largest: HalfNumbers.value(ofBits: largest)))
      start += size
      last = window
      most = max(most, largest)
    }
    let isWhole = start == Int(numbers[2])
    guard isWhole, HalfNumbers.value(ofBits: most) == largestWeight(index, in: bytes) else {
      throw .damaged(.postings, at: place)
    }
  }
}

/// A token's postings in one window of rows.
struct PostingsBlock: Sendable {
  /// Where it lies in the section.
  let start: Int
  /// The rows that have the token, at least one.
  let count: Int
  /// Its bytes.
  let size: Int
  /// The 64-bit words that hold a bit for each row of the window.
  let words: Int
  /// Whether its rows are given by bits.
  let isMasked: Bool
  /// The largest weight.
  let largest: Float
}
