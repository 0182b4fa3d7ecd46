internal import Trefoil

/// How much of a ranking each score decides; zero or above, with the sum 1.
public struct WeightShares: Equatable, Sendable {
  /// The share of the dense score.
  public let dense: Double
  /// The share of the lexical score.
  public let sparse: Double
  /// The share of the late-interaction score.
  public let colbert: Double

  /// Takes shares as they are.
  ///
  /// - Parameters: finite numbers, zero or above, with the sum 1.
  public init(dense: Double = 0, sparse: Double = 0, colbert: Double = 0) {
    let sum = dense + sparse + colbert
    precondition(min(dense, sparse, colbert) >= 0 && abs(sum - 1) < 1e-9, "shares sum to \(sum)")
    self.dense = dense
    self.sparse = sparse
    self.colbert = colbert
  }

  /// The largest difference between two points' shares, in `0...1`.
  func distance(to other: WeightShares) -> Double {
    max(abs(dense - other.dense), abs(sparse - other.sparse), abs(colbert - other.colbert))
  }

  /// The weights that give scores of these spreads these shares: share / spread, with the largest
  /// weight 1 and three digits after it.
  ///
  /// A score without spread tells no passage from another, and gets no weight.
  ///
  /// - Returns: Nil if nothing is left.
  func weights(_ spread: ScoreSpread) -> HybridWeights? {
    let raw = [(dense, spread.dense), (sparse, spread.sparse), (colbert, spread.colbert)].map {
      share, spread in spread > 0 ? share / spread : 0
    }
    guard let largest = raw.max(), largest > 0 else { return nil }
    let rounded = raw.map { Float(($0 / largest * 1000).rounded() / 1000) }
    return try? HybridWeights(dense: rounded[0], sparse: rounded[1], colbert: rounded[2])
  }
}
