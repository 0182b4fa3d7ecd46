public import TrefoilScoring
public import TrefoilText

/// A query and the passages that are to be ranked for it.
public struct CandidateList: Equatable, Sendable {
  /// What is asked.
  public let query: String
  /// The candidates, in the order in which ties are broken.
  public let passages: [String]

  /// Puts a list together.
  public init(query: String, passages: [String]) {
    self.query = query
    self.passages = passages
  }
}

/// Puts passages in order for a query, by the weighted mean of the model's scores.
public final class Reranker: Sendable {
  /// The model that encodes the texts.
  public let embedder: Embedder
  /// How much each score counts.
  public let weights: HybridWeights
  private let queryOptions: EncodeOptions
  private let passageOptions: EncodeOptions

  /// Makes a reranker.
  ///
  /// - Parameters:
  ///   - embedder: the model that encodes the texts.
  ///   - weights: how much each score counts; nil for `Embedder.standardWeights`.
  ///   - maxQueryLength: the most tokens of a query; nil for the model's own limit.
  ///   - maxPassageLength: the most tokens of a passage; nil for the model's own limit.
  ///   - truncation: what to do with a text over its limit.
  /// - Throws: `EmbedderError.missingHead` if a weight is given for an output the model lacks.
  public init(
    embedder: Embedder,
    weights: HybridWeights? = nil,
    maxQueryLength: Int? = nil,
    maxPassageLength: Int? = nil,
    truncation: TruncationPolicy = .head
  ) throws {
    if let weights { try embedder.require(weights.outputs) }
    self.embedder = embedder
    self.weights = try weights ?? embedder.standardWeights
    queryOptions = EncodeOptions(
      outputs: self.weights.outputs, maxLength: maxQueryLength, truncation: truncation,
      role: .query)
    passageOptions = EncodeOptions(
      outputs: self.weights.outputs, maxLength: maxPassageLength, truncation: truncation,
      role: .passage)
  }

  /// Ranks passages for a query, best first; ties keep the passages' order.
  ///
  /// Each distinct text is encoded once. No passages give an empty ranking.
  ///
  /// - Parameters: `top` keeps that many of the best, all if nil; `progress` is called after each
  ///   batch, from any thread.
  /// - Throws: as `Embedder.encode`.
  public func rank(
    _ query: String,
    _ passages: [String],
    top: Int? = nil,
    progress: (@Sendable (EncodeProgress) -> Void)? = nil
  ) async throws -> Ranking {
    let rankings = try await rank(
      [CandidateList(query: query, passages: passages)], top: top, progress: progress)
    return rankings[0]
  }

  /// Ranks many lists, in their order; a text that several lists share is encoded once.
  ///
  /// - Throws: as `Embedder.encode`.
  public func rank(
    _ lists: [CandidateList],
    top: Int? = nil,
    progress: (@Sendable (EncodeProgress) -> Void)? = nil
  ) async throws -> [Ranking] {
    let scorer = HybridScorer(weights: weights)
    let queries = try await embedder.encode(lists.map(\.query), options: queryOptions)
    let passages = try await embedder.encode(
      lists.flatMap(\.passages), options: passageOptions, progress: progress)
    var rankings: [Ranking] = []
    var start = 0
    for (list, query) in zip(lists, queries) {
      let end = start + list.passages.count
      let parts = HybridScorer.parts(query, Array(passages[start..<end]), team: embedder.team)
      let ranked = parts.enumerated().map { index, parts in
        guard let score = scorer.score(parts) else {
          preconditionFailure("passage \(index) lacks one of \(weights.outputs)")
        }
        return RankedPassage(index: index, score: score, parts: parts)
      }
      rankings.append(Ranking(ranked, top: top))
      start = end
    }
    return rankings
  }
}
