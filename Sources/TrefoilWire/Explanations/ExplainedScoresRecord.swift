package import Trefoil

/// The scores of an explanation; one that the model has no head for is left out.
package struct ExplainedScoresRecord: Codable, Equatable, Sendable {
  /// One of the three scores.
  package struct Part: Codable, Equatable, Sendable {
    /// The score.
    package let score: Float
    /// How much it counts.
    package let weight: Float
    /// What it adds to the hybrid score.
    package let contribution: Float
  }

  /// The dense score.
  package let dense: Part?
  /// The lexical score.
  package let sparse: Part?
  /// The late-interaction score.
  package let colbert: Part?
  /// The weighted mean of those that are there.
  package let hybrid: Float

  /// Takes an explanation's scores.
  package init(_ explanation: Explanation) {
    let parts = ScoreValues { kind in
      explanation.scoreParts.first { $0.kind == kind }.map { Part($0) }
    }
    dense = parts.dense
    sparse = parts.sparse
    colbert = parts.colbert
    hybrid = explanation.score
  }
}

extension ExplainedScoresRecord.Part {
  fileprivate init(_ part: Explanation.ScorePart) {
    self.init(score: part.score, weight: part.weight, contribution: part.contribution)
  }
}
