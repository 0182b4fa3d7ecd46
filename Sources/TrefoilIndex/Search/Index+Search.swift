public import Trefoil
internal import TrefoilTensor

extension Index {
  /// Finds the passages that answer a query best.
  ///
  /// - Throws: `IndexError`; as `Embedder.encode`.
  public func search(
    _ query: String, options: SearchOptions = SearchOptions()
  ) async throws -> [SearchHit] {
    try await searchBatch([query], options: options)[0]
  }

  /// Finds the passages that answer each of some queries best, all in the state of one commit.
  ///
  /// - Throws: `IndexError`; as `Embedder.encode`.
  public func searchBatch(
    _ queries: [String], options: SearchOptions = SearchOptions()
  ) async throws -> [[SearchHit]] {
    let embedder = try requireEmbedder()
    let plan = try plan(options)
    let embeddings = try await embedder.encode(
      queries, options: EncodeOptions(outputs: plan.outputs, role: .query))
    return try await search(embeddings, plan)
  }

  /// Finds the passages that answer a query best, by its embedding.
  ///
  /// - Throws: `IndexError`; `CancellationError`.
  public func search(
    _ query: Embedding, options: SearchOptions = SearchOptions()
  ) async throws -> [SearchHit] {
    try await search([query], try plan(options))[0]
  }

  private func search(_ queries: [Embedding], _ plan: SearchPlan) async throws -> [[SearchHit]] {
    let prepared = queries.map {
      IndexQuery(
        $0, similarity: configuration.similarity, outputs: plan.outputs,
        codec: configuration.denseCodec)
    }
    let team = embedder?.team ?? ThreadTeam(count: ThreadTeam.standardCount)
    return try await withSnapshot { database, snapshot in
      let allowed = snapshot.allowed(try plan.options.filter.map { try database.passages($0) })
      return try prepared.map { query in
        try Task.checkCancellation()
        let search = SnapshotSearch(
          snapshot: snapshot, query: query, scorer: plan.scorer, selecting: plan.selecting,
          allowed: allowed, team: team)
        return try database.hits(of: search, plan.options)
      }
    }
  }

  private func plan(_ options: SearchOptions) throws -> SearchPlan {
    let own = try embedder?.settings.standardWeights ?? .equal
    return try SearchPlan(options, configuration, standardWeights: own)
  }
}
