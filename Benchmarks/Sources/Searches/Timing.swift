/// Milliseconds.
func milliseconds(_ body: () async throws -> Void) async rethrows -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  try await body()
  return (clock.now - start) / .milliseconds(1)
}

/// How long the searches of one kind took.
struct Latency: Encodable {
  let p50: Double
  let p99: Double
  let mean: Double

  /// Of the times of some searches, in milliseconds; not empty.
  init(_ times: [Double]) {
    let sorted = times.sorted()
    let place = { (share: Double) in
      sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }
    p50 = place(0.5)
    p99 = place(0.99)
    mean = times.reduce(0, +) / Double(times.count)
  }
}
