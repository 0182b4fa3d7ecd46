public import TrefoilCore
package import TrefoilTensor

/// Scores texts by the best match of each query token: ColBERT's late interaction.
///
/// A passage's score is the mean, over query tokens, of each one's largest inner product with a
/// passage token: in `-1...1` for unit rows, and zero when either side has no token. It is the
/// same bits whichever passages are scored beside it, and on any number of threads. Source: Chen
/// et al. 2024, “M3-Embedding”, section 3.2, s_mul; Khattab and Zaharia 2020.
public struct LateInteractionScorer: Sendable {
  private let team: ThreadTeam

  /// Starts `threads` threads, at least 1, the caller's own among them, that share the passages of
  /// each call; they sleep between calls and end with the last copy of the scorer.
  ///
  /// While one task has them, another task's call does its work alone.
  public init(threads: Int) {
    team = ThreadTeam(count: threads)
  }

  /// The score of each passage, in fp32, where the passages lie.
  ///
  /// - Parameters: unit rows, all of the query's dimension; another dimension is a caller's bug.
  public func maxSim(_ query: TokenVectors, _ passages: [TokenVectors]) -> [Float] {
    Self.maxSim(query, passages, team: team)
  }

  /// The score of each passage, in the passages' format.
  ///
  /// For int8 the query is rounded to integers as well. Unit rows of 128 dimensions or more then
  /// score within 0.002 of fp32, unless a few of their numbers are far larger than the rest.
  ///
  /// - Parameters: unit rows, all of the query's dimension; another dimension is a caller's bug.
  public func maxSim(_ query: TokenVectors, _ passages: PassageVectors) -> [Float] {
    Self.maxSim(query, passages, team: team)
  }
}

// MARK: On the calling thread

extension LateInteractionScorer {
  private static let alone = ThreadTeam(count: 1)

  /// The score of one passage, by the calling thread.
  ///
  /// - Parameters: unit rows, `[queryTokens, dimension]` and `[passageTokens, dimension]`; a
  ///   difference in dimension is a caller's bug.
  public static func maxSim(_ query: TokenVectors, _ passage: TokenVectors) -> Float {
    maxSim(query, [passage])[0]
  }

  /// The score of each passage, in fp32, by the calling thread.
  ///
  /// - Parameters: unit rows, all of the query's dimension; another dimension is a caller's bug.
  public static func maxSim(_ query: TokenVectors, _ passages: [TokenVectors]) -> [Float] {
    maxSim(query, passages, team: alone)
  }

  /// The score of each passage, in the passages' format, by the calling thread.
  ///
  /// For int8 the query is rounded to integers as well, so that unit rows score within 0.002 of fp32.
  ///
  /// - Parameters: unit rows, all of the query's dimension; another dimension is a caller's bug.
  public static func maxSim(_ query: TokenVectors, _ passages: PassageVectors) -> [Float] {
    maxSim(query, passages, team: alone)
  }
}

// MARK: By threads that already run

extension LateInteractionScorer {
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
