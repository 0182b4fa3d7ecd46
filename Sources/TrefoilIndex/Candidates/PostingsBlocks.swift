internal import TrefoilFiles

/// Writes a section of postings token by token, and keeps its directory until the end.
struct PostingsBlocks<Sink: ByteSink> {
  private let sink: Sink
  private var layout: PostingsLayout
  /// Bytes of blocks that are still to be passed on.
  private var waiting: [UInt8] = []
  private var directory: [UInt16] = []
  private var tokens: [UInt32] = []
  private var starts: [UInt64] = []
  private var maxima: [UInt16] = []

  /// Bytes passed on at once.
  private static var capacity: Int { 1 << 20 }

  init(_ sink: Sink, rowCount: Int, windowBits: Int) {
    self.sink = sink
    layout = PostingsLayout(
      rowCount: rowCount, tokenCount: 0, blockCount: 0, postingCount: 0, blockBytes: 0,
      windowBits: windowBits)
    precondition(
      layout.windowCount <= 1 << 16, "\(rowCount) rows in windows of 2^\(windowBits)")
  }

  /// Adds a token, larger than those before.
  ///
  /// - Parameters: `rows`, one at least, rising; `weights` beside them, half bits of numbers above
  ///   zero and finite, which are in order as their bits are.
  mutating func append(
    _ token: Int, rows: ArraySlice<UInt32>, weights: ArraySlice<UInt16>
  ) throws(FileError) {
    tokens.append(UInt32(token))
    appendStart()
    layout.postingCount += rows.count
    var largest: UInt16 = 0
    var first = 0
    while first < rows.count {
      let window = Int(rows[rows.startIndex + first]) >> layout.windowBits
      let limit = UInt32(layout.rows(of: window).upperBound)
      var end = first
      while end < rows.count, rows[rows.startIndex + end] < limit { end += 1 }
      largest = max(
        largest,
        append(
          window, rows: rows[rows.startIndex + first..<rows.startIndex + end],
          weights: weights[weights.startIndex + first..<weights.startIndex + end]))
      first = end
    }
    maxima.append(largest)
    if waiting.count >= Self.capacity { try flush() }
  }

  /// Adds a block, and returns its largest weight.
  private mutating func append(
    _ window: Int, rows: ArraySlice<UInt32>, weights: ArraySlice<UInt16>
  ) -> UInt16 {
    let range = layout.rows(of: window)
    if PostingsLayout.isMasked(rows.count, of: range.count) {
      var words = [UInt64](repeating: 0, count: PostingsLayout.words(range.count))
      for row in rows {
        let place = Int(row) - range.lowerBound
        words[place / 64] |= 1 << UInt64(place % 64)
      }
      words.appendLittleEndian(to: &waiting)
    } else {
      rows.map { UInt16(Int($0) - range.lowerBound) }.appendLittleEndian(to: &waiting)
    }
    Array(weights).appendLittleEndian(to: &waiting)
    let largest = weights.max() ?? 0
    directory += [UInt16(window), largest, UInt16(rows.count - 1)]
    layout.blockCount += 1
    layout.blockBytes += PostingsLayout.size(rows.count, of: range.count)
    return largest
  }

  /// Ends the section, and returns the number of its bytes.
  mutating func finish() throws(FileError) -> Int {
    layout.tokenCount = tokens.count
    appendStart()
    pad(layout.blockBytes)
    directory.appendLittleEndian(to: &waiting)
    pad(2 * directory.count)
    tokens.appendLittleEndian(to: &waiting)
    pad(4 * tokens.count)
    starts.appendLittleEndian(to: &waiting)
    maxima.appendLittleEndian(to: &waiting)
    pad(2 * maxima.count)
    waiting += layout.footer
    try flush()
    return layout.footerOffset + PostingsLayout.footerSize
  }

  private mutating func appendStart() {
    starts += [UInt64(layout.blockBytes), UInt64(layout.blockCount)]
  }

  /// Adds zeros behind a part of so many bytes.
  private mutating func pad(_ count: Int) {
    waiting += repeatElement(0, count: count.roundedUp(to: 8) - count)
  }

  private mutating func flush() throws(FileError) {
    try sink.write(waiting)
    waiting.removeAll(keepingCapacity: true)
  }
}
