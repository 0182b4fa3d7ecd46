import Foundation

/// The processor seconds of this process so far, all threads together.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The peak of resident memory; Linux counts it from the last reset.
enum PeakMemory {
  static func reset() {
    try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
  }

  static var mebibytes: Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap {
      Double($0)
    }
    return (number ?? 0) / 1024
  }
}

/// Runs `body` until `atLeast` seconds are over, once at the least.
func measured(atLeast: Double, _ body: () async throws -> Void) async rethrows -> Answer {
  PeakMemory.reset()
  let clock = ContinuousClock()
  var times: [Double] = []
  let processor = processorSeconds()
  let start = clock.now
  while times.isEmpty || (clock.now - start).seconds < atLeast {
    let begin = clock.now
    try await body()
    times.append((clock.now - begin).seconds)
  }
  return Answer(
    times: times, seconds: (clock.now - start).seconds,
    cpu_seconds: processorSeconds() - processor, peak_mib: PeakMemory.mebibytes)
}

extension Duration {
  fileprivate var seconds: Double { self / .seconds(1) }
}
