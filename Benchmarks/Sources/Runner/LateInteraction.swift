import Trefoil

/// MaxSim of one query of 32 tokens against 1,000 passages of 180.
final class LateInteraction {
  let dimension: Int
  private let query: TokenVectors
  private let passages: [TokenVectors]

  init(dimension: Int) {
    self.dimension = dimension
    query = SeededVectors.rows(32, dimension: dimension, first: 0, seed: 1)
    passages = (0..<1000).map { passage in
      SeededVectors.rows(180, dimension: dimension, first: 180 * passage, seed: 2)
    }
  }

  /// One of the ways to score all passages, by its name.
  func scoring(_ way: String) throws(RunnerError) -> () -> [Float] {
    switch way {
    case "float32":
      { [query, passages] in passages.map { LateInteractionScorer.maxSim(query, $0) } }
    default: throw .unknownWay(way)
    }
  }
}
