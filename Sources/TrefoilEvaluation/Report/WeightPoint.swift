public import Trefoil

/// What a measure reaches with some weights of the three scores.
public struct WeightPoint: Equatable, Sendable {
  /// The weights; their shares of the sum are what counts.
  public let weights: HybridWeights
  /// What the measure reaches, finite.
  public let value: Double

  /// Puts a point together.
  public init(weights: HybridWeights, value: Double) {
    self.weights = weights
    self.value = value
  }
}
