public import TrefoilCore
internal import TrefoilScoring

extension Explanation {
  /// One of the scores that the model gives, and what becomes of it.
  public struct ScorePart: Equatable, Sendable {
    /// Which of the three.
    public let kind: ScoreKind
    /// The score.
    public let score: Float
    /// How much it counts.
    public let weight: Float
    /// What it adds to the hybrid score.
    public let contribution: Float
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
