extension Explanation {
  /// One of the three scores.
  package struct NamedScore {
    /// `dense`, `sparse` or `colbert`.
    package let name: String
    /// The score.
    package let score: Float
    /// How much it counts.
    package let weight: Float
    /// What it adds to the hybrid score.
    package let contribution: Float
  }

  /// The scores that the model gives, in the order dense, sparse, colbert.
  package var namedScores: [NamedScore] {
    [
      ("dense", scores.dense, weights.dense, contributions.dense),
      ("sparse", scores.sparse, weights.sparse, contributions.sparse),
      ("colbert", scores.colbert, weights.colbert, contributions.colbert),
    ].compactMap { name, score, weight, contribution in
      guard let score, let contribution else { return nil }
      return NamedScore(name: name, score: score, weight: weight, contribution: contribution)
    }
  }
}
