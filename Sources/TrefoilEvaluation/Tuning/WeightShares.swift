public import Trefoil

/// How much of a ranking each score decides; zero or above, with the sum 1.
public struct WeightShares: Equatable, Codable, Sendable {
  /// The share of each score.
  public let values: ScoreValues<Double>

  /// Takes shares as they are.
  ///
  /// - Parameters: finite numbers, zero or above, with the sum 1.
  public init(_ values: ScoreValues<Double>) {
    let sum = values.all.reduce(0, +)
    precondition(
      values.all.allSatisfy { $0 >= 0 } && abs(sum - 1) < 1e-9, "shares sum to \(sum)")
    self.values = values
  }

  /// Takes shares by name; one that is left out is zero.
  ///
  /// - Parameters: finite numbers, zero or above, with the sum 1.
  public init(dense: Double = 0, sparse: Double = 0, colbert: Double = 0) {
    self.init(ScoreValues(dense: dense, sparse: sparse, colbert: colbert))
  }

  /// The share of a score.
  public subscript(kind: ScoreKind) -> Double { values[kind] }

  /// The largest difference between two points' shares, in `0...1`.
  func distance(to other: WeightShares) -> Double {
    ScoreKind.allCases.reduce(0) { max($0, abs(values[$1] - other.values[$1])) }
  }

  /// The weights that give scores of these spreads these shares: share / spread, with the largest
  /// weight 1 and three digits after it.
  ///
  /// A score without spread tells no passage from another, and gets no weight.
  ///
  /// - Parameter spread: how far each score spreads among the candidates of a query.
  /// - Returns: Nil if nothing is left.
  func weights(_ spread: ScoreValues<Double>) -> HybridWeights? {
    let raw = ScoreValues { kind in spread[kind] > 0 ? values[kind] / spread[kind] : 0 }
    guard let largest = raw.all.max(), largest > 0 else { return nil }
    return try? HybridWeights(raw.map { Float(($0 / largest * 1000).rounded() / 1000) })
  }
}
