internal import CTrefoilKernels

/// How the attention of one batch is cut into pieces of work, the same for every layer.
///
/// A block is some query rows of one sequence; with each head it is one piece. Scores exist for
/// one block at a time, so memory grows with a sequence's length and never with its square.
package struct AttentionPlan: Sendable {
  fileprivate struct Block: Sendable {
    /// The sequence's rows in the batch.
    let sequence: Range<Int>
    /// The query rows of this block.
    let queries: Range<Int>
  }

  fileprivate let blocks: [Block]
  fileprivate let longest: Int

  /// Query rows at once: enough to pay for packing the keys, few enough that a block's scores for
  /// 2,048 keys (1 MiB) stay in L2.
  fileprivate static let blockRows = 128

  /// Plans sequence *i* as the rows `offsets[i]..<offsets[i + 1]`.
  package init(offsets: [Int]) {
    var blocks: [Block] = []
    var longest = 0
    for (start, end) in zip(offsets, offsets.dropFirst()) {
      longest = max(longest, end - start)
      for row in stride(from: start, to: end, by: Self.blockRows) {
        blocks.append(Block(sequence: start..<end, queries: row..<min(row + Self.blockRows, end)))
      }
    }
    self.blocks = blocks
    self.longest = longest
  }
}

/// Memory in which each thread holds the scores of one block.
package struct AttentionScratch: ~Copyable {
  fileprivate let team: ThreadTeam
  private var scores: AlignedBuffer<Float>
  private var perWorker: Int

  /// Makes scratch for the threads of a team.
  package init(team: ThreadTeam) {
    self.team = team
    scores = AlignedBuffer(count: 0)
    perWorker = 0
  }

  /// Makes room for a plan's longest sequence.
  package mutating func reserve(_ plan: AttentionPlan) {
    let needed = plan.longest * min(plan.longest, AttentionPlan.blockRows)
    guard needed > perWorker else { return }
    perWorker = needed
    scores = AlignedBuffer(count: team.count * needed)
  }

  fileprivate func scores(of worker: Int) -> UnsafeMutablePointer<Float> {
    unsafe scores.base + worker * perWorker
  }
}

extension Matrix {
  /// Sets every row to its attention over its own sequence: softmax(q · kᵀ / √d) · v, per head.
  ///
  /// - Parameters: `projections` holds a row's queries, keys and values side by side, shape
  ///   `[rows, 3 * columns]`; each of the `heads` has `columns / heads` of them. `scratch` has
  ///   room for `plan`.
  package mutating func setAttention(
    _ projections: borrowing Matrix, heads: Int, plan: AttentionPlan,
    scratch: borrowing AttentionScratch
  ) {
    precondition(projections.rows == rows, "\(projections.rows) rows into \(rows)")
    precondition(projections.columns == 3 * columns, "\(projections.columns) for 3 × \(columns)")
    precondition(columns.isMultiple(of: heads), "\(columns) columns for \(heads) heads")
    let width = columns / heads
    let scale = 1 / Float(width).squareRoot()
    let (columns, stride) = (columns, projections.columns)
    let input = unsafe projections.base
    let output = unsafe base
    let kernels = unsafe KernelTable.current.entries.pointee
    scratch.team.forEach(pieces: plan.blocks.count * heads) { piece, worker in
      let block = plan.blocks[piece / heads]
      let column = piece % heads * width
      let keyCount = block.sequence.count
      let queries = unsafe input + block.queries.lowerBound * stride + column
      let keys = unsafe input + block.sequence.lowerBound * stride + columns + column
      let values = unsafe keys + columns
      let context = unsafe output + block.queries.lowerBound * columns + column
      let scores = unsafe scratch.scores(of: worker)
      unsafe product(
        m: block.queries.count, n: keyCount, k: width, alpha: scale,
        queries, stride: stride, keys, stride: stride, transposed: true,
        into: scores, stride: keyCount)
      for row in 0..<block.queries.count {
        let weights = unsafe scores + row * keyCount
        let sum = unsafe kernels.exp_sum(weights, keyCount)
        unsafe kernels.scale(weights, 1 / sum, keyCount)
      }
      unsafe product(
        m: block.queries.count, n: width, k: keyCount,
        scores, stride: keyCount, values, stride: stride, transposed: false,
        into: context, stride: columns)
    }
  }
}
