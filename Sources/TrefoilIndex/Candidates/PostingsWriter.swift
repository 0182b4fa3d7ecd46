package import TrefoilFiles

/// Writes a section of postings from the lexical rows of the same segment.
///
/// The rows are read once to count each token's, and once more for each group of tokens whose
/// postings fit in the memory that it may take. Segments are merged by the same means: their rows
/// are written one behind the other, and the postings made from them.
package struct PostingsWriter {
  private let rows: LexicalRows
  private let memory: Int
  private let windowBits: Int

  /// The memory of a group of postings where nobody says another: 20 million of 6 bytes, so that a
  /// million passages are read some five times.
  package static let standardMemory = 120 << 20

  /// Prepares to write.
  ///
  /// - Parameters:
  ///   - rows: the section that holds the weights.
  ///   - memory: the bytes that a group of postings may take; one token's are always taken
  ///     together. Besides, the directory is kept, 6 bytes for each token in each window.
  package init(_ rows: LexicalRows, memory: Int = standardMemory) {
    self.init(rows, memory: memory, windowBits: PostingsLayout.standardWindowBits)
  }

  /// Prepares to write windows of another size.
  ///
  /// - Parameters: `rows` and `memory` as above; `windowBits`, 6...16, the power of two that a
  ///   window has rows.
  package init(_ rows: LexicalRows, memory: Int, windowBits: Int) {
    precondition(
      PostingsLayout.windowBitsRange.contains(windowBits), "a window of 2^\(windowBits) rows")
    self.rows = rows
    self.memory = memory
    self.windowBits = windowBits
  }

  /// Writes the section behind what the sink has.
  ///
  /// - Returns: The number of its bytes.
  /// - Throws: `FileError`; `SectionFault.damaged` for rows that are no longer whole.
  package func write(to sink: some ByteSink) throws -> Int {
    let counts = try tokenCounts()
    var blocks = PostingsBlocks(sink, rowCount: rows.count, windowBits: windowBits)
    var first = 0
    while first < counts.count {
      let end = groupEnd(counts, from: first)
      let group = try PostingsGroup(rows, tokens: first..<end, counts: counts[first..<end])
      try group.forEachToken { token, rows, weights in
        try blocks.append(token, rows: rows, weights: weights)
      }
      first = end
    }
    return try blocks.finish()
  }

  /// The number of rows of each token.
  private func tokenCounts() throws(SectionFault) -> [UInt32] {
    var counts: [UInt32] = []
    try rows.forEachEntry { _, token, _ in
      if token >= counts.count {
        counts += repeatElement(0, count: max(token + 1, 2 * counts.count) - counts.count)
      }
      counts[token] += 1
    }
    return counts
  }

  /// Where the group that begins with a token ends.
  private func groupEnd(_ counts: [UInt32], from first: Int) -> Int {
    var size = 0
    for token in first..<counts.count {
      size += Int(counts[token]) * PostingsGroup.postingSize
      if size > memory && token > first { return token }
    }
    return counts.count
  }
}
