public import Trefoil
internal import TrefoilTensor

extension Index {
  /// The queries that share a scan: a block of dense codes is read once for all of them.
  private static let queriesAtOnce = 64

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
  /// Queries share the way of the dense vectors from memory, and use all threads of the model.
  ///
  /// - Throws: `IndexError`; as `Embedder.encode`.
  public func searchBatch(
    _ queries: [String], options: SearchOptions = SearchOptions()
  ) async throws -> [[SearchHit]] {
    let plan = try plan(options)
    return try await search(try await encode(queries, plan.outputs), plan)
  }

  /// The embeddings of queries; those that were asked lately are known.
  private func encode(
    _ queries: [String], _ outputs: EmbeddingOutputs
  ) async throws -> [Embedding] {
    let embedder = try requireEmbedder()
    let known = queryCache.known(queries, outputs)
    let missing = zip(queries, known).filter { $0.1 == nil }.map(\.0)
    let encoded = try await embedder.encode(
      missing, options: EncodeOptions(outputs: outputs, role: .query))
    queryCache.keep(missing, outputs, encoded)
    var rest = encoded[...]
    return known.map { $0 ?? rest.removeFirst() }
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
    let fields = fields
    return try await withSnapshot { database, snapshot in
      let passages = try plan.options.filter.map { try database.passages($0, fields) }
      let allowed = snapshot.allowed(passages)
      var hits: [[SearchHit]] = []
      for start in stride(from: 0, to: prepared.count, by: Self.queriesAtOnce) {
        let search = SnapshotSearch(
          snapshot: snapshot,
          queries: Array(prepared[start..<min(start + Self.queriesAtOnce, prepared.count)]),
          scorer: plan.scorer, selecting: plan.selecting, allowed: allowed, team: team)
        hits += try database.hits(of: search, plan.options)
      }
      return hits
    }
  }

  /// What a search with these options computes.
  func plan(_ options: SearchOptions) throws -> SearchPlan {
    let own = embedder?.settings.standardWeights ?? .equal
    return try SearchPlan(options, configuration, standardWeights: own)
  }
}
