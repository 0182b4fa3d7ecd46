package import TrefoilIndex

/// What a search found for a query.
package struct SearchRecord: Encodable, Equatable, Sendable {
  /// What the input calls the query; left out for a query that came as an argument.
  package let id: String?
  /// What is asked.
  package let query: String
  /// The hits, best first.
  package let hits: [SearchHitRecord]

  /// Takes hits; `offset` of better ones are passed over.
  package init(_ hits: [SearchHit], id: String?, query: String, offset: Int) {
    self.id = id
    self.query = query
    self.hits = hits.enumerated().map { SearchHitRecord($1, rank: offset + $0 + 1) }
  }
}
