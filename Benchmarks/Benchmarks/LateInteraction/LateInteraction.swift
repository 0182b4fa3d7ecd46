import Benchmark
import Trefoil

/// MaxSim of one query against 1,000 passages.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: 2, maxDuration: .seconds(20), maxIterations: 30)

  func vectors(tokens: Int, dimension: Int, seed: UInt64) -> TokenVectors {
    var state = seed
    let values = (0..<tokens * dimension).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24) - 0.5
    }
    return TokenVectors(values: values, dimension: dimension)
  }

  for dimension in [128, 1024] {
    Benchmark("32 query tokens, 1,000 passages of 180, \(dimension) dimensions") { benchmark in
      let query = vectors(tokens: 32, dimension: dimension, seed: 1)
      let passages = (0..<1000).map { vectors(tokens: 180, dimension: dimension, seed: 2 + $0) }
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations {
        for passage in passages { blackHole(LateInteractionScorer.maxSim(query, passage)) }
      }
      benchmark.stopMeasurement()
    }
  }
}
