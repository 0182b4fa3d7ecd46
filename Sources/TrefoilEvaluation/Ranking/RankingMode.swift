public import Trefoil

/// A way in which a model ranks: by one of its scores, or by a weighted mean of several.
public enum RankingMode: String, CaseIterable, Codable, Sendable {
  /// By the cosine of the dense vectors.
  case dense
  /// By the lexical weights.
  case sparse
  /// By late interaction.
  case colbert
  /// By the weighted mean of the first two.
  case sparseDense = "sparse+dense"
  /// By the weighted mean of all three.
  case all

  /// The weights by which the mode ranks, where `weights` are those of the mean.
  ///
  /// - Throws: `ScoringError.noWeight` if `weights` leave nothing to rank by.
  public func weights(_ weights: HybridWeights) throws(ScoringError) -> HybridWeights {
    switch self {
    case .dense: HybridWeights(only: .dense)
    case .sparse: HybridWeights(only: .sparse)
    case .colbert: HybridWeights(only: .colbert)
    case .sparseDense: try weights.keeping([.dense, .sparse])
    case .all: weights
    }
  }
}

extension RankingMode: CustomStringConvertible {
  /// The name by which commands and reports call it.
  public var description: String { rawValue }
}
