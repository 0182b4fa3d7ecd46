public import TrefoilCore
package import TrefoilTensor

/// Scores texts by the best match of each query token: ColBERT's late interaction.
///
/// A passage's score is the mean, over query tokens, of each one's largest inner product with a
/// passage token: in `-1...1` for unit rows, and zero when either side has no token. It is the
/// same bits whichever passages are scored beside it, and on any number of threads. Source: Chen
/// et al. 2024, “M3-Embedding”, section 3.2, s_mul; Khattab and Zaharia 2020.
public enum LateInteractionScorer {
  /// The score of one passage.
  ///
  /// - Parameters: unit rows, `[queryTokens, dimension]` and `[passageTokens, dimension]`; a
  ///   difference in dimension is a caller's bug.
  public static func maxSim(_ query: TokenVectors, _ passage: TokenVectors) -> Float {
    maxSim(query, [passage])[0]
  }

  /// The score of each passage, in fp32, where the passages lie.
  ///
  /// - Parameters: unit rows, all of the query's dimension; `threads` that share the passages, at
  ///   least 1.
  public static func maxSim(
    _ query: TokenVectors, _ passages: [TokenVectors], threads: Int = 1
  ) -> [Float] {
    maxSim(query, passages, team: ThreadTeam(count: threads))
  }

  /// The score of each passage, in the passages' format.
  ///
  /// For int8 the query is rounded to integers as well. Unit rows of 128 dimensions or more then
  /// score within 0.002 of fp32, unless a few of their numbers are far larger than the rest.
  ///
  /// - Parameters: unit rows, all of the query's dimension; `threads` that share the passages, at
  ///   least 1.
  public static func maxSim(
    _ query: TokenVectors, _ passages: PassageVectors, threads: Int = 1
  ) -> [Float] {
    meansOfLargestProducts(
      query.values, dimension: query.dimension, passages.rows, team: ThreadTeam(count: threads))
  }

  /// The score of each passage, in the passages' format, by threads that already run.
  package static func maxSim(
    _ query: TokenVectors, _ passages: PassageVectors, team: ThreadTeam
  ) -> [Float] {
    meansOfLargestProducts(
      query.values, dimension: query.dimension, passages.rows, team: team)
  }

  /// The score of each passage, in fp32, by threads that already run.
  package static func maxSim(
    _ query: TokenVectors, _ passages: [TokenVectors], team: ThreadTeam
  ) -> [Float] {
    for passage in passages {
      precondition(
        query.dimension == passage.dimension,
        "query rows of \(query.dimension), passage rows of \(passage.dimension)")
    }
    return meansOfLargestProducts(
      query.values, dimension: query.dimension, passages.map(\.values), team: team)
  }
}
