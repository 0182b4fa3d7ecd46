public import Trefoil

extension Index {
  /// Tells why a hit has its score, from what the index keeps: only the query is encoded.
  ///
  /// - Parameters:
  ///   - hit: what a search found.
  ///   - query: what was asked.
  ///   - options: those of the search.
  /// - Returns: nil if the passage is no longer there.
  /// - Throws: `IndexError`; as `Embedder.encode`.
  public func explain(
    _ hit: SearchHit, query: String, options: SearchOptions = SearchOptions()
  ) async throws -> Explanation? {
    let embedder = try requireEmbedder()
    let stored = try await withSnapshot { _, snapshot in
      try snapshot.embedding(of: hit.number, tokenCounts: hit.tokenCounts)
    }
    guard let stored else { return nil }
    let weights = try plan(options).scorer.weights
    return try await embedder.explain(
      query: query, passage: Document.content(title: hit.document.title, text: hit.text),
      embedding: stored, weights: weights)
  }
}

extension IndexSnapshot {
  /// The embedding of a passage, as its segment keeps it; nil if it is in none.
  func embedding(of passage: Int64, tokenCounts: TokenCounts) throws -> Embedding? {
    guard let place = place(of: passage) else { return nil }
    return try segments[place.segment].file.embedding(place.row, tokenCounts: tokenCounts)
  }
}
