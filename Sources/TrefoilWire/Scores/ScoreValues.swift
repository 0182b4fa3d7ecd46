package import Trefoil

/// A value for each of the three scores; one that there is not is left out.
package struct ScoreValues<Value: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
  /// The dense score's.
  package let dense: Value?
  /// The lexical score's.
  package let sparse: Value?
  /// The late-interaction score's.
  package let colbert: Value?

  /// Takes the values.
  package init(dense: Value?, sparse: Value?, colbert: Value?) {
    self.dense = dense
    self.sparse = sparse
    self.colbert = colbert
  }
}

extension ScoreValues<Float> {
  /// Takes the weights of the three scores.
  package init(_ weights: HybridWeights) {
    self.init(dense: weights.dense, sparse: weights.sparse, colbert: weights.colbert)
  }
}
