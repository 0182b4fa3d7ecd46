public import TrefoilCore
internal import TrefoilTensor

/// Scores two texts by the best match of each query token: ColBERT's late interaction.
public enum LateInteractionScorer {
  /// The mean, over query tokens, of each one's best match in the passage.
  ///
  /// Source: Chen et al. 2024, “M3-Embedding”, section 3.2, s_mul; Khattab and Zaharia 2020.
  ///
  /// - Parameters: unit rows, `[queryTokens, dimension]` and `[passageTokens, dimension]`; a
  ///   difference in dimension is a caller's bug.
  /// - Returns: A score in `-1...1`, or zero when either side has no token.
  public static func maxSim(_ query: TokenVectors, _ passage: TokenVectors) -> Float {
    precondition(
      query.dimension == passage.dimension,
      "query rows of \(query.dimension), passage rows of \(passage.dimension)"
    )
    return meanOfLargestProducts(query.values, passage.values, dimension: query.dimension)
  }
}
