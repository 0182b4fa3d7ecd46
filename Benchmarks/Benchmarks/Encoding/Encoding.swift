import Benchmark
import BenchmarkModel
import Trefoil

/// All three outputs of BGE-M3's full shape, for one query and for batches.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident, .cpuTotal],
    warmupIterations: 1, maxDuration: .seconds(60), maxIterations: 10)

  let workloads: [(name: String, lengths: [Int])] = [
    ("a: 1 text of 12 tokens", [12]),
    ("b: 32 texts of 128", [Int](repeating: 128, count: 32)),
    ("c: 8 texts of 512", [Int](repeating: 512, count: 8)),
    ("d: 64 texts of mixed lengths", BenchmarkModel.mixedLengths),
    ("e: 1 text of 8,192", [8192]),
  ]
  for (name, lengths) in workloads {
    Benchmark(name) { benchmark in
      let embedder = try Embedder(model: BenchmarkModel.directory)
      let texts = BenchmarkModel.texts(lengths: lengths)
      let options = EncodeOptions(outputs: .all)
      // The first pass brings the weights' pages in.
      blackHole(try await embedder.encode([texts[0]], options: options))
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations {
        blackHole(try await embedder.encode(texts, options: options))
      }
      benchmark.stopMeasurement()
    }
  }
}
