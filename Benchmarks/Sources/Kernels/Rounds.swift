/// Times of cases that took turns, so that a change of the machine's pace meets all of them.
struct Rounds {
  private let cases: [KernelCase]
  /// For each case the seconds of a call, one value a round.
  private let seconds: [[Double]]

  /// A case is called until so much time is over, in each round.
  private static let least = Duration.milliseconds(20)

  init(_ cases: [KernelCase], count: Int) {
    self.cases = cases
    for one in cases { one.call() }
    var seconds = [[Double]](repeating: [], count: cases.count)
    for _ in 0..<count {
      for (index, one) in cases.enumerated() { seconds[index].append(Self.seconds(of: one)) }
    }
    self.seconds = seconds
  }

  private static func seconds(of one: KernelCase) -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    var calls = 0
    repeat {
      one.call()
      calls += 1
    } while clock.now - start < least
    return (clock.now - start) / .seconds(1) / Double(calls)
  }

  /// One line for each case, in order.
  var lines: [Line] {
    zip(cases, seconds).map { one, times in
      Line(of: one, median: Self.median(times), least: times.min() ?? 0, share: share(one))
    }
  }

  struct Line {
    let of: KernelCase
    let median: Double
    let least: Double
    /// The share of the ceiling, medians of both.
    let share: Double?
  }

  private func share(_ one: KernelCase) -> Double? {
    guard let name = one.ceiling, let own = rate(of: one.name, one.threads),
      let most = rate(of: name, one.threads)
    else { return nil }
    return own / most
  }

  /// Operations a second, or bytes where there are none.
  private func rate(of name: String, _ threads: Int) -> Double? {
    guard let index = cases.firstIndex(where: { $0.name == name && $0.threads == threads }) else {
      return nil
    }
    let one = cases[index]
    return (one.operations > 0 ? one.operations : one.bytes) / Self.median(seconds[index])
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    return (sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2]) / 2
  }
}
