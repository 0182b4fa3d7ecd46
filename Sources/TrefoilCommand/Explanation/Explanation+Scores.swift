package import Trefoil

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

  /// The passage's words that a word of the query matched, with their shares if there are several.
  package func partners(of match: MatchedWord) -> String {
    let names = match.partners.map { passage.words[$0.passageWord].label }
    guard names.count > 1 else { return names.joined() }
    return zip(names, match.partners)
      .map { "\($0) \(ShareText.cell($1.contribution, of: match.contribution))" }
      .joined(separator: ", ")
  }
}
