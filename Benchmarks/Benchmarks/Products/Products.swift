import Benchmark
import COpenBLASYardstick
import TrefoilTensor

/// The encoder's matrix products against OpenBLAS alone on the same shapes, both with all threads.
///
/// Ours read fp16 weights and widen them; OpenBLAS reads fp32. Rows a pair below one another are
/// one shape.
let benchmarks: @Sendable () -> Void = {
  let threads = 2
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: 2, maxDuration: .seconds(10), maxIterations: 40)

  let shapes = [
    ("query", 1024, 1024), ("feed-forward in", 4096, 1024), ("feed-forward out", 1024, 4096),
  ]
  for rows in [2048, 4096] {
    for (name, out, depth) in shapes {
      Benchmark("\(rows) tokens, \(name), [\(out), \(depth)]: OpenBLAS fp32") { benchmark in
        let x = [Float](repeating: 0.5, count: rows * depth)
        let weight = [Float](repeating: 0.25, count: out * depth)
        var y = [Float](repeating: 0, count: rows * out)
        openblas_set_num_threads(Int32(threads))
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
          cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows), Int32(out), Int32(depth),
            1, x, Int32(depth), weight, Int32(depth), 0, &y, Int32(out))
        }
        benchmark.stopMeasurement()
        openblas_set_num_threads(1)
        blackHole(y[0])
      }
      Benchmark("\(rows) tokens, \(name), [\(out), \(depth)]: Trefoil fp16") { benchmark in
        let x = Matrix([Float](repeating: 0.5, count: rows * depth), columns: depth)
        let weight = HalfTensor(
          halves: [UInt16](repeating: 0x3400, count: out * depth), shape: [out, depth])
        var y = Matrix(rows: rows, columns: out)
        let scratch = PanelScratch(team: ThreadTeam(count: threads))
        // The first product touches the memory of y and the scratch, as OpenBLAS's y is touched.
        y.setProduct(x, rows: 0..<rows, weight: weight, scratch: scratch)
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
          y.setProduct(x, rows: 0..<rows, weight: weight, scratch: scratch)
        }
        benchmark.stopMeasurement()
        blackHole(y.rows)
      }
    }
  }
}
