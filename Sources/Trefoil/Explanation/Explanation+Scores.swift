public import TrefoilCore

extension Explanation {
  /// One of the scores that the model gives, and what becomes of it.
  public struct ScorePart: Equatable, Codable, Sendable {
    /// Which of the three.
    public let kind: ScoreKind
    /// The score.
    public let score: Float
    /// How much it counts.
    public let weight: Float
    /// What it adds to the hybrid score.
    public let contribution: Float

    /// Puts a part together.
    public init(kind: ScoreKind, score: Float, weight: Float, contribution: Float) {
      self.kind = kind
      self.score = score
      self.weight = weight
      self.contribution = contribution
    }
  }

  /// The scores that the model gives, in the order dense, sparse, ColBERT.
  public var scoreParts: [ScorePart] {
    ScoreKind.allCases.compactMap { kind in
      guard let score = scores[kind], let contribution = contributions[kind] else { return nil }
      return ScorePart(
        kind: kind, score: score, weight: weights[kind], contribution: contribution)
    }
  }
}
