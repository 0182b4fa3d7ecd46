package import TrefoilEvaluation
package import TrefoilFormats

/// What one system gains over another.
package struct ComparisonRecord: Codable, Equatable, Sendable {
  /// The system that is compared with.
  package let baseline: String
  /// The system that may be better.
  package let other: String
  /// The measure.
  package let measure: String
  /// The mean difference; null if it is no number, like all that follow.
  package let difference: JSONNullable<Double>
  /// Where the mean difference lies with 95 % confidence: two numbers.
  package let interval: [Double?]
  /// How probable such a difference is by chance.
  package let p: JSONNullable<Double>
  /// The number of queries for which the other is better.
  package let wins: Int
  /// The number of queries for which they are equal.
  package let ties: Int
  /// The number of queries for which the other is worse.
  package let losses: Int

  /// Takes a comparison.
  package init(_ comparison: SystemComparison) {
    let gain = comparison.gain
    baseline = comparison.baseline
    other = comparison.other
    measure = comparison.measure.description
    difference = JSONNullable(gain.meanDifference.number)
    interval = [gain.interval.lowerBound.number, gain.interval.upperBound.number]
    p = JSONNullable(gain.pValue.number)
    wins = gain.wins
    ties = gain.ties
    losses = gain.losses
  }
}
