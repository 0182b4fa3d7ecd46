internal import TrefoilCore

/// What one system gains over another on the same queries, and how sure that is.
///
/// Both answers come from resampling, which asks nothing of how values are spread (Smucker, Allan,
/// Carterette, CIKM 2007; Sakai, SIGIR 2006). With groups, the mean is that of the groups' means,
/// and queries are drawn within their group.
public struct PairedComparison: Equatable, Codable, Sendable {
  /// For each query, the other system's value less the baseline's.
  public let differences: [Double]
  /// The mean of the differences, or the mean of the groups' means; zero without queries.
  public let meanDifference: Double
  /// Where the mean difference lies with 95 % confidence.
  ///
  /// These are the 2.5th and the 97.5th percentile, with linear interpolation, of its bootstrap
  /// distribution (Efron and Tibshirani, “An Introduction to the Bootstrap”, 1993, section 13.3).
  /// A point if there are fewer than two queries.
  public let interval: ClosedRange<Double>
  /// How often a mean at least as far from zero would come about if each query's two values had
  /// changed places by chance: (found + 1) / (resamples + 1), two-sided, in `0...1`.
  public let pValue: Double
  /// The number of queries that the other system does better.
  public let wins: Int
  /// The number of queries that both do equally well.
  public let ties: Int
  /// The number of queries that the other system does worse.
  public let losses: Int

  /// How many resamples are drawn unless told otherwise: p-values down to 0.0001.
  public static let standardResamples = 10_000

  /// Compares two systems.
  ///
  /// - Parameters:
  ///   - baseline: Its value for each query, finite.
  ///   - other: The other one's, beside them.
  ///   - groups: Each query's group, beside them; nil without groups.
  ///   - resamples: How many resamples are drawn for each answer, at least 1.
  ///   - seed: What is drawn follows from it, on every machine.
  public init(
    baseline: [Double], other: [Double], groups: [String]? = nil,
    resamples: Int = standardResamples, seed: UInt64 = 0
  ) {
    precondition(baseline.count == other.count, "\(baseline.count) and \(other.count) values")
    precondition(groups?.count ?? other.count == other.count, "a group a query")
    precondition(resamples >= 1, "\(resamples) resamples")
    differences = zip(other, baseline).map { $0 - $1 }
    let strata = Strata(groups, count: differences.count)
    meanDifference = strata.mean(of: differences)
    wins = differences.count { $0 > 0 }
    losses = differences.count { $0 < 0 }
    ties = differences.count - wins - losses

    var generator = SplitMix64(seed: seed)
    interval = Self.interval(differences, strata, resamples, &generator)
    pValue = Self.pValue(differences, strata, resamples, &generator)
  }

  private static func interval(
    _ differences: [Double], _ strata: Strata, _ resamples: Int, _ generator: inout SplitMix64
  ) -> ClosedRange<Double> {
    let groups = strata.members.map { queries in queries.map { differences[$0] } }
    guard !groups.isEmpty else { return 0...0 }
    var means = (0..<resamples).map { _ in
      var sum = 0.0
      for group in groups {
        var total = 0.0
        for _ in group { total += group[generator.next(below: group.count)] }
        sum += total / Double(group.count)
      }
      return sum / Double(groups.count)
    }
    means.sort()
    let lower = percentile(2.5, of: means)
    return lower...max(lower, percentile(97.5, of: means))
  }

  /// A percentile of sorted values, between neighbours in proportion: type 7 of Hyndman and Fan.
  private static func percentile(_ percent: Double, of sorted: [Double]) -> Double {
    let place = percent / 100 * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }

  private static func pValue(
    _ differences: [Double], _ strata: Strata, _ resamples: Int, _ generator: inout SplitMix64
  ) -> Double {
    /// What each query adds to the mean.
    let parts = strata.members.flatMap { queries in
      queries.map { differences[$0] / Double(queries.count * strata.members.count) }
    }
    // Sums of the same parts with other signs round differently: what is equal must count as such.
    let tolerance = 1e-12 * parts.reduce(0) { $0 + abs($1) }
    let bound = abs(parts.reduce(0, +)) - tolerance
    let found = (0..<resamples).count { _ in
      var sum = 0.0
      var signs: UInt64 = 0
      for (index, part) in parts.enumerated() {
        if index.isMultiple(of: 64) { signs = generator.next() }
        sum += signs & 1 == 1 ? -part : part
        signs >>= 1
      }
      return abs(sum) >= bound
    }
    return Double(found + 1) / Double(resamples + 1)
  }
}
