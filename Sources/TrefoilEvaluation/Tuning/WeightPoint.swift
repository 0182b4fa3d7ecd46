public import Trefoil

/// What a measure reaches with some weights of the three scores.
public struct WeightPoint: Equatable, Codable, Sendable {
  /// How much each score decides with these weights; where the point lies in a drawing.
  public let shares: WeightShares
  /// The weights.
  public let weights: HybridWeights
  /// What the measure reaches, finite.
  public let value: Double

  /// Puts a point together.
  public init(shares: WeightShares, weights: HybridWeights, value: Double) {
    self.shares = shares
    self.weights = weights
    self.value = value
  }
}
