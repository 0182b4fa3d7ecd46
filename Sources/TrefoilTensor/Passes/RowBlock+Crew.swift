extension RowBlock {
  /// Who does the work of a step.
  enum Crew {
    /// All threads, each a part of the columns.
    case together(ThreadTeam)
    /// One of several that each have a block.
    case alone(worker: Int)

    func forEach(pieces: Int, _ body: (_ piece: Int, _ worker: Int) -> Void) {
      switch self {
      case .together(let team): team.forEach(pieces: pieces, body)
      case .alone(let worker): for piece in 0..<pieces { body(piece, worker) }
      }
    }

    /// Hands out runs of neighbours, a few for each thread, so that each can fetch what comes next.
    func forEachRun(of count: Int, _ body: (_ run: Range<Int>, _ worker: Int) -> Void) {
      switch self {
      case .together(let team):
        let size = max(1, count / (team.count * 2))
        team.forEach(pieces: (count + size - 1) / size) { piece, worker in
          body(piece * size..<min(count, (piece + 1) * size), worker)
        }
      case .alone(let worker): body(0..<count, worker)
      }
    }
  }
}
