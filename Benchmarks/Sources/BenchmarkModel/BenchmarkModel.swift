import Foundation
public import Trefoil

/// The checkpoint that the benchmarks encode with.
public enum BenchmarkModel {
  /// The directory that `TREFOIL_BENCHMARK_MODEL` names, or where `make_checkpoint.py` writes.
  public static var directory: ModelDirectory {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["TREFOIL_BENCHMARK_MODEL"] {
      return ModelDirectory(path: FilePath(named))
    }
    let cache =
      environment["TREFOIL_CACHE"]
      ?? environment["XDG_CACHE_HOME"].map { $0 + "/trefoil" }
      ?? (environment["HOME"] ?? "") + "/.cache/trefoil"
    return ModelDirectory(path: FilePath(cache).appending("bge-m3-seeded"))
  }

  /// Texts of `lengths` tokens each, `<s>` and `</s>` included; each differs from the others.
  public static func texts(lengths: [Int]) -> [String] {
    lengths.enumerated().map { index, length in
      // “▁the” and the digits 0 to 9 are each one token of the XLM-R vocabulary.
      let words = (0..<max(0, length - 2)).map { word in
        (index >> (word % 12)) & 1 == 0 ? "the" : "of"
      }
      return words.joined(separator: " ")
    }
  }

  /// Workload d: log-normal lengths from 16 to 1,024, the same in every run.
  public static let mixedLengths: [Int] = {
    var state: UInt64 = 1
    func unit() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    return (0..<64).map { _ in
      let normal = (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
      return min(1024, max(16, Int(exp(5.1 + 0.85 * normal))))
    }
  }()
}
