package import Trefoil

/// A query's passages, best first.
package struct RankingRecord: Codable, Equatable, Sendable {
  /// What the input calls the query; left out for a query that came as an argument.
  package let id: String?
  /// What is asked.
  package let query: String
  /// The number of tokens of the whole query.
  package let tokensSeen: Int
  /// The number of tokens of it that the encoder read.
  package let tokensUsed: Int
  /// The passages, best first.
  package let passages: [RankedPassageRecord]

  private enum CodingKeys: String, CodingKey {
    case id, query
    case tokensSeen = "tokens_seen"
    case tokensUsed = "tokens_used"
    case passages
  }

  /// Takes a ranking.
  ///
  /// - Parameter passage: the id of the passage at an index of the caller's list, its place in the
  ///   input, and its text.
  package init(
    _ ranking: Ranking, id: String?, query: String,
    passage: (_ index: Int) -> (id: String, index: Int, text: String)
  ) {
    self.id = id
    self.query = query
    tokensSeen = ranking.queryTokenCounts.seen
    tokensUsed = ranking.queryTokenCounts.used
    passages = ranking.passages.enumerated().map { place, ranked in
      let (id, index, text) = passage(ranked.index)
      return RankedPassageRecord(ranked, rank: place + 1, id: id, index: index, text: text)
    }
  }
}
