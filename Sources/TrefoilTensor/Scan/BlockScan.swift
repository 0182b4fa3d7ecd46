internal import CTrefoilKernels

/// One pass over the rows of an index, block by block, that keeps the best.
struct BlockScan {
  /// The rows of a block.
  ///
  /// Their scores take 4 KiB of L1, and each thread looks for its best once a block.
  static let blockRows = 1024
  /// The blocks that a thread takes at a time: some tens of microseconds of dense codes.
  private static let blocksAPiece = 8

  let rows: Int
  let allowed: RowSet?
  let team: ThreadTeam

  init(rows: Int, allowed: RowSet?, team: ThreadTeam) {
    precondition(rows >= 0, "\(rows) rows")
    if let allowed {
      precondition(allowed.rows == rows, "a set of \(allowed.rows) rows for \(rows)")
    }
    self.rows = rows
    self.allowed = allowed
    self.team = team
  }

  /// For each of some vectors, the rows with the highest scores, the highest first; those of the same
  /// score in order.
  ///
  /// All vectors score a block before the next is read, so that they share the way from memory.
  ///
  /// - Parameters:
  ///   - limit: How many rows at most.
  ///   - vectors: How many vectors there are.
  ///   - score: Writes a vector's scores of `rows`, which begin at a multiple of 64. Where a row is not
  ///     allowed, it may write anything.
  func best(
    _ limit: Int, vectors: Int,
    _ score: (_ vector: Int, _ rows: Range<Int>, _ scores: UnsafeMutablePointer<Float>) -> Void
  ) -> [[ScoredRow]] {
    precondition(limit >= 0, "the best \(limit)")
    guard limit > 0, rows > 0, vectors > 0 else {
      return [[ScoredRow]](repeating: [], count: vectors)
    }
    let blocks = (rows + Self.blockRows - 1) / Self.blockRows
    let pieces = (blocks + Self.blocksAPiece - 1) / Self.blocksAPiece
    let scores = AlignedBuffer<Float>(count: team.count * Self.blockRows)
    let positions = AlignedBuffer<UInt32>(count: team.count * Self.blockRows)
    var best = [BestRows](repeating: BestRows(limit: limit), count: vectors * team.count)
    unsafe best.withUnsafeMutableBufferPointer { best in
      nonisolated(unsafe) let best = unsafe best
      team.forEach(pieces: pieces) { piece, worker in
        let first = piece * Self.blocksAPiece
        for block in first..<min(first + Self.blocksAPiece, blocks) {
          let start = block * Self.blockRows
          for vector in 0..<vectors {
            unsafe take(
              start..<min(start + Self.blockRows, rows), { unsafe score(vector, $0, $1) },
              scores.base + worker * Self.blockRows, positions.base + worker * Self.blockRows,
              into: &best[vector * team.count + worker])
          }
        }
      }
    }
    return (0..<vectors).map { vector in
      let own = best[vector * team.count..<(vector + 1) * team.count]
      return BestRows.merged(Array(own), limit: limit)
    }
  }

  /// Scores one block and keeps its best.
  private func take(
    _ block: Range<Int>,
    _ score: (_ rows: Range<Int>, _ scores: UnsafeMutablePointer<Float>) -> Void,
    _ scores: UnsafeMutablePointer<Float>, _ positions: UnsafeMutablePointer<UInt32>,
    into best: inout BestRows
  ) {
    guard let allowed else {
      unsafe score(block, scores)
      return unsafe keep(block, scores, nil, positions, into: &best)
    }
    let words = block.lowerBound / 64..<(block.upperBound + 63) / 64
    // Runs of words that have rows, so that what nobody asked for isn't read.
    var word = words.lowerBound
    while word < words.upperBound {
      let first = word
      while word < words.upperBound, allowed.words[word] != 0 { word += 1 }
      if first < word {
        let run = 64 * first..<min(64 * word, block.upperBound)
        unsafe score(run, scores)
        unsafe allowed.words.withUnsafeBufferPointer { bits in
          guard let bits = bits.baseAddress else { return }
          unsafe keep(run, scores, bits + first, positions, into: &best)
        }
      }
      while word < words.upperBound, allowed.words[word] == 0 { word += 1 }
    }
  }

  private func keep(
    _ run: Range<Int>, _ scores: UnsafePointer<Float>, _ allowed: UnsafePointer<UInt64>?,
    _ positions: UnsafeMutablePointer<UInt32>, into best: inout BestRows
  ) {
    let find = unsafe KernelTable.current.scan.find
    let found = unsafe find(scores, allowed, run.count, best.least, positions)
    for index in 0..<found {
      let position = unsafe Int(positions[index])
      best.add(unsafe ScoredRow(row: run.lowerBound + position, score: scores[position]))
    }
  }
}
