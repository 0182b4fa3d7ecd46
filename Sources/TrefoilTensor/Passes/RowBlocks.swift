/// Memory for the steps that treat each row of a batch on its own, and the threads that do them.
///
/// Many rows are cut into blocks, and a thread takes a block through all steps while it stays in
/// its cache. Few rows are one block whose products all threads share, column by column, so that
/// each weight is read once.
public struct RowBlocks: ~Copyable {
  private let precision: Precision
  private let team: ThreadTeam
  /// The columns of the rows, and of the feed-forward block's inner states.
  private let hidden: Int
  private let inner: Int
  private var memory: AlignedBuffer<UInt8>
  private var layout: RowBlockLayout

  /// Makes room for products of rows of `hidden` columns, and for feed-forward blocks with inner
  /// states of `inner` columns.
  public init(precision: Precision, hidden: Int, inner: Int, team: ThreadTeam) {
    self.precision = precision
    self.hidden = hidden
    self.inner = inner
    self.team = team
    layout = RowBlockLayout(rows: 0, hidden: hidden, inner: inner, precision)
    memory = AlignedBuffer(count: 0)
  }

  /// Runs steps over `rows` rows, each row in one block.
  public mutating func run(rows: Int, _ steps: (RowBlock) -> Void) {
    let limit = RowBlockLayout.largest
    reserve(rows: min(rows, limit))
    let base = unsafe memory.base
    let (layout, precision, team) = (layout, precision, team)
    func block(_ rows: Range<Int>, _ crew: RowBlock.Crew, lane: Int) -> RowBlock {
      unsafe RowBlock(
        rows: rows, precision: precision, crew: crew, layout: layout, base: base, lane: lane)
    }
    guard rows > limit else {
      if rows > 0 { steps(block(0..<rows, .together(team), lane: 0)) }
      return
    }
    // As few blocks as the limit lets, as many for each thread, of whole tiles, and none of them
    // more than a tile larger than another.
    let tile = RowBlockLayout.tileRows
    let tiles = (rows + tile - 1) / tile
    let pieces = (rows + team.count * limit - 1) / (team.count * limit) * team.count
    team.forEach(pieces: pieces) { piece, worker in
      let first = piece * tiles / pieces * tile
      let rows = first..<min(rows, (piece + 1) * tiles / pieces * tile)
      if !rows.isEmpty { steps(block(rows, .alone(worker: worker), lane: worker)) }
    }
  }

  private mutating func reserve(rows: Int) {
    guard rows > layout.rows else { return }
    layout = RowBlockLayout(rows: rows, hidden: hidden, inner: inner, precision)
    memory = AlignedBuffer(count: team.count * layout.size)
  }
}
