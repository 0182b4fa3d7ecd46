public import TrefoilCore
package import TrefoilTensor

/// Combines the three scores into one: their weighted mean.
///
/// Source: FlagEmbedding 1.4.2, `compute_score`; Chen et al. 2024, “M3-Embedding”, section 3.2.
public struct HybridScorer: Equatable, Sendable {
  /// How much each score counts.
  public let weights: HybridWeights
  /// How dense vectors are compared.
  public let similarity: DenseSimilarity

  /// Makes a scorer with these weights.
  public init(weights: HybridWeights = .equal, similarity: DenseSimilarity = .cosine) {
    self.weights = weights
    self.similarity = similarity
  }

  /// Computes every score for which both texts have the embedding.
  public func parts(_ query: Embedding, _ passage: Embedding) -> ScoreBreakdown {
    ScoreBreakdown(
      dense: Self.both(query.dense, passage.dense, dense),
      sparse: Self.both(query.lexicalWeights, passage.lexicalWeights, LexicalScorer.score),
      colbert: Self.both(query.tokenVectors, passage.tokenVectors, LateInteractionScorer.maxSim)
    )
  }

  /// The same for every passage, with the team's threads.
  package func parts(
    _ query: Embedding, _ passages: [Embedding], team: ThreadTeam
  ) -> [ScoreBreakdown] {
    let sparse = Self.each(
      query.lexicalWeights, passages.map(\.lexicalWeights), LexicalScorer.scores)
    let colbert = Self.each(query.tokenVectors, passages.map(\.tokenVectors)) {
      LateInteractionScorer.maxSim($0, $1, team: team)
    }
    return passages.indices.map { index in
      ScoreBreakdown(
        dense: Self.both(query.dense, passages[index].dense, dense),
        sparse: sparse[index],
        colbert: colbert[index]
      )
    }
  }

  private func dense(_ query: [Float], _ passage: [Float]) -> Float {
    DenseScorer.score(query, passage, similarity: similarity)
  }

  /// Scores the passages that have this side, and nil for the others.
  private static func each<Side>(
    _ query: Side?, _ passages: [Side?], _ scores: (Side, [Side]) -> [Float]
  ) -> [Float?] {
    guard let query else { return passages.map { _ in nil } }
    var found = scores(query, passages.compactMap(\.self)).makeIterator()
    return passages.map { $0 == nil ? nil : found.next() }
  }

  private static func both<Side>(
    _ query: Side?, _ passage: Side?, _ score: (Side, Side) -> Float
  ) -> Float? {
    guard let query, let passage else { return nil }
    return score(query, passage)
  }

  /// The weighted mean of the scores, Σ weight · score / Σ weight.
  ///
  /// - Returns: Nil if a score that carries weight is missing.
  public func score(_ parts: ScoreBreakdown) -> Float? {
    mean(parts, over: .all)
  }

  /// What each score adds to the weighted mean, weight · score / Σ weight: they sum to `score`.
  ///
  /// - Returns: Nil for a score that is missing.
  public func contributions(_ parts: ScoreBreakdown) -> ScoreBreakdown {
    let total = weights.values.all.reduce(0, +)
    return ScoreBreakdown { kind in parts[kind].map { weights[kind] * $0 / total } }
  }

  /// The weighted mean of some of the scores.
  ///
  /// - Returns: Nil if a score among them that carries weight is missing, or if none carries weight.
  package func mean(_ parts: ScoreBreakdown, over outputs: EmbeddingOutputs) -> Float? {
    var sum: Float = 0
    var total: Float = 0
    for kind in ScoreKind.allCases where outputs.contains(kind.output) && weights[kind] > 0 {
      guard let score = parts[kind] else { return nil }
      sum += weights[kind] * score
      total += weights[kind]
    }
    return total > 0 ? sum / total : nil
  }
}
