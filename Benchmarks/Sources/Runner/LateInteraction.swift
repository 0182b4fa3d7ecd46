import Trefoil

/// MaxSim of one query of 32 tokens against 1,000 passages of 180.
final class LateInteraction {
  let dimension: Int
  private let query: TokenVectors
  private let passages: [TokenVectors]
  private let scorer: LateInteractionScorer
  private var packed: [RowFormat: PassageVectors] = [:]

  init(dimension: Int, threads: Int) {
    self.dimension = dimension
    scorer = LateInteractionScorer(threads: threads)
    query = SeededVectors.rows(32, dimension: dimension, first: 0, seed: 1)
    passages = (0..<1000).map { passage in
      SeededVectors.rows(180, dimension: dimension, first: 180 * passage, seed: 2)
    }
  }

  /// One of the ways to score all passages, by its name: the format of the passages' vectors.
  func scoring(_ way: String) throws(RunnerError) -> () -> [Float] {
    guard let format = RowFormat(rawValue: way) else { throw .unknownWay(way) }
    let rows = packed[format] ?? PassageVectors(passages, format: format)
    packed[format] = rows
    return { [query, scorer] in scorer.maxSim(query, rows) }
  }
}
