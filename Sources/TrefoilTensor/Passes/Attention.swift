internal import CTrefoilKernels

/// The sequences of a batch, in the order in which attention takes them: longest first, so that
/// threads end together.
package struct AttentionPlan: Sendable {
  fileprivate let sequences: [(number: Int, rows: Range<Int>)]
  fileprivate let longest: Int

  /// Plans sequence *i* as the rows `offsets[i]..<offsets[i + 1]`.
  package init(offsets: [Int]) {
    sequences = zip(offsets, offsets.dropFirst()).enumerated()
      .map { ($0.offset, $0.element.0..<$0.element.1) }
      .sorted { ($1.rows.count, $0.number) < ($0.rows.count, $1.number) }
    longest = sequences.first?.rows.count ?? 0
  }
}

/// Memory in which each thread lays out the keys and values of one head.
package struct AttentionScratch: ~Copyable {
  fileprivate let team: ThreadTeam
  private var memory: AlignedBuffer<UInt8>
  fileprivate private(set) var perWorker: Int

  /// Makes scratch for the threads of a team.
  package init(team: ThreadTeam) {
    self.team = team
    memory = AlignedBuffer(count: 0)
    perWorker = 0
  }

  fileprivate mutating func reserve(keys: Int, width: Int) {
    let needed = trefoil_attention_scratch(keys, width)
    guard needed > perWorker else { return }
    perWorker = needed
    memory = AlignedBuffer(count: team.count * needed)
  }

  fileprivate var base: UnsafeMutablePointer<UInt8> { unsafe memory.base }
}

/// Attention of every row, or of one row of each sequence, over its own sequence:
/// softmax(q · kᵀ / √d) · v, per head, with an online softmax.
///
/// - Parameters:
///   - projections: a row's queries, keys and values side by side, shape `[rows, 3 * columns]`;
///     each of the `heads` has `columns / heads` of them.
///   - context: where the results go. All rows: shape `[rows, columns]`, and it may be where the
///     queries are. One row a sequence: shape `[sequences, columns]`.
///   - queries: the row of each sequence whose attention is wanted, counted in the batch; nil for
///     all rows.
package func attend(
  _ projections: MatrixView, heads: Int, plan: AttentionPlan, queries: [Int]?, precision: Precision,
  into context: MatrixView, scratch: inout AttentionScratch
) {
  let columns = context.columns
  precondition(projections.columns == 3 * columns, "\(projections.columns) for 3 × \(columns)")
  precondition(columns.isMultiple(of: heads), "\(columns) columns for \(heads) heads")
  let width = columns / heads
  scratch.reserve(keys: plan.longest, width: width)
  let kernels = KernelTable.current.attention
  let attend =
    switch precision {
    case .exact: unsafe kernels.attend_f32
    case .balanced: unsafe kernels.attend_i16
    case .fast: unsafe kernels.attend_i8
    }
  let (team, memory, size) = unsafe (scratch.team, scratch.base, scratch.perWorker)
  team.forEach(pieces: plan.sequences.count * heads) { piece, worker in
    let (number, rows) = plan.sequences[piece / heads]
    let column = piece % heads * width
    let first = unsafe projections.pointer(row: rows.lowerBound) + column
    let query = queries?[number] ?? rows.lowerBound
    var head = unsafe trefoil_head(
      queries: projections.pointer(row: query) + column, keys: first + columns,
      values: first + 2 * columns, stride: projections.stride,
      query_count: queries == nil ? rows.count : 1, key_count: rows.count, width: width,
      context: context.pointer(row: queries == nil ? rows.lowerBound : number) + column,
      context_stride: context.stride)
    unsafe attend(&head, memory + worker * size)
  }
}
