public import Trefoil

/// How much of a ranking each score decides; zero or above, with the sum 1.
public struct WeightShares: Equatable, Sendable {
  /// The share of each score.
  public let values: ScoreValues<Double>

  /// Takes shares as they are.
  ///
  /// - Parameters: finite numbers, zero or above, with the sum 1.
  public init(_ values: ScoreValues<Double>) {
    precondition(Self.areShares(values), "shares are \(values.all)")
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

  private static func areShares(_ values: ScoreValues<Double>) -> Bool {
    values.all.allSatisfy { $0 >= 0 } && abs(values.all.reduce(0, +) - 1) < 1e-9
  }
}

extension WeightShares: Codable {
  /// Reads the three shares by name; what is below zero, or does not sum to 1, is an error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let values = try container.decode(ScoreValues<Double>.self)
    guard Self.areShares(values) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(values.all) are no shares of a whole")
    }
    self.init(values)
  }

  /// Writes the three shares by name.
  public func encode(to encoder: any Encoder) throws { try values.encode(to: encoder) }
}
