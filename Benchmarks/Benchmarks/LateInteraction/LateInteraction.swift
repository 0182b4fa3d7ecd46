import Benchmark
import Trefoil

/// MaxSim of one query against 1,000 passages, in each format and on two threads.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: 2, maxDuration: .seconds(20), maxIterations: 30)

  @Sendable func vectors(tokens: Int, dimension: Int, seed: UInt64) -> TokenVectors {
    var state = seed
    let values = (0..<tokens * dimension).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24) - 0.5
    }
    return TokenVectors(values: values, dimension: dimension)
  }

  for dimension in [128, 1024] {
    for format in TokenVectorFormat.allCases {
      Benchmark("32 × \(dimension) against 1,000 × 180, \(format)") { benchmark in
        let query = vectors(tokens: 32, dimension: dimension, seed: 1)
        var passages = PassageVectors(format: format)
        for seed in 2..<UInt64(1002) {
          passages.append(vectors(tokens: 180, dimension: dimension, seed: seed))
        }
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
          blackHole(LateInteractionScorer.maxSim(query, passages, threads: 2))
        }
        benchmark.stopMeasurement()
      }
    }
  }
}
