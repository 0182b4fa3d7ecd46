public import TrefoilCore

/// Scores two texts by the tokens they share.
public enum LexicalScorer {
  /// Σ over the shared tokens of w₁ · w₂, zero or above; zero when nothing is shared.
  ///
  /// Source: Chen et al. 2024, “M3-Embedding”, section 3.2, s_lex.
  public static func score(_ query: LexicalWeights, _ passage: LexicalWeights) -> Float {
    var (i, j) = (0, 0)
    var sum: Float = 0
    while i < query.count && j < passage.count {
      let (one, other) = (query.tokenIDs[i], passage.tokenIDs[j])
      if one == other {
        sum += query.weights[i] * passage.weights[j]
        i += 1
        j += 1
      } else if one < other {
        i += 1
      } else {
        j += 1
      }
    }
    return sum
  }
}
