package import Trefoil

/// A query's passages, best first.
package struct RankingRecord: Codable, Equatable, Sendable {
  /// What the input calls the query; left out for a query that came as an argument.
  package let id: String?
  /// What is asked.
  package let query: String
  /// The passages, best first.
  package let passages: [RankedPassageRecord]

  /// Takes a ranking.
  ///
  /// - Parameter passage: the id and the text of the passage at an index of the caller's list.
  package init(
    _ ranking: Ranking, id: String?, query: String,
    passage: (_ index: Int) -> (id: String, text: String)
  ) {
    self.id = id
    self.query = query
    passages = ranking.passages.enumerated().map { place, ranked in
      let (id, text) = passage(ranked.index)
      return RankedPassageRecord(ranked, rank: place + 1, id: id, text: text)
    }
  }
}
