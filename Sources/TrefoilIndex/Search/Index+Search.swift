internal import GRDB
public import Trefoil
internal import TrefoilTensor

extension Index {
  /// Finds the passages that answer a query best.
  ///
  /// - Throws: `IndexError`; as `Embedder.encode`.
  public func search(
    _ query: String, options: SearchOptions = SearchOptions()
  ) async throws -> [SearchHit] {
    let embedder = try requireEmbedder()
    let outputs = try scorer(options).weights.outputs.union(selecting(options))
    let embeddings = try await embedder.encode(
      [query], options: EncodeOptions(outputs: outputs, role: .query))
    return try await search(embeddings[0], options: options)
  }

  /// Finds the passages that answer a query best, by its embedding.
  ///
  /// - Throws: `IndexError`; `CancellationError`.
  public func search(
    _ query: Embedding, options: SearchOptions = SearchOptions()
  ) async throws -> [SearchHit] {
    let scorer = try scorer(options)
    let selecting = selecting(options)
    let outputs = scorer.weights.outputs.union(selecting)
    let prepared = IndexQuery(query, similarity: configuration.similarity, outputs: outputs)
    let team = embedder?.team ?? ThreadTeam(count: ThreadTeam.standardCount)
    return try await withSnapshot { database, snapshot in
      let search = SnapshotSearch(
        snapshot: snapshot, query: prepared, scorer: scorer, selecting: selecting, filtered: nil,
        team: team)
      return try database.hits(of: search, options)
    }
  }

  /// Combines the scores that count.
  private func scorer(_ options: SearchOptions) throws -> HybridScorer {
    let own = try embedder?.settings.standardWeights ?? .equal
    let wanted = options.mode.outputs.intersection(configuration.outputs)
    guard !wanted.isEmpty else {
      throw IndexError.missingOutput(options.mode.outputs)
    }
    let weights = options.weights ?? own
    let only = options.mode.outputs.kinds.count == 1
    return HybridScorer(
      weights: only
        ? HybridWeights(only: options.mode.outputs.kinds[0]) : try weights.keeping(wanted),
      similarity: configuration.similarity)
  }

  /// The representations by which candidates are found.
  private func selecting(_ options: SearchOptions) -> EmbeddingOutputs {
    guard !options.isExhaustive else { return [] }
    let wanted: EmbeddingOutputs =
      options.mode == .dense ? .dense : options.mode == .sparse ? .sparse : [.dense, .sparse]
    return wanted.intersection(configuration.outputs)
  }
}

extension Database {
  /// The hits of a search, in the state of this transaction.
  fileprivate func hits(
    of search: SnapshotSearch, _ options: SearchOptions
  ) throws -> [SearchHit] {
    let wanted = options.offset + options.top
    var candidates = max(options.candidates, wanted)
    while true {
      let found = try search.found(candidates: candidates)
      let hits = try hits(of: found, options)
      guard hits.count < wanted, options.perDocument != nil, candidates < search.passageCount else {
        return Array(hits.dropFirst(options.offset))
      }
      // Documents with many passages took the places of others.
      candidates = candidates.multipliedReportingOverflow(by: 4).partialValue
    }
  }

  private func hits(
    of found: [SnapshotSearch.Found], _ options: SearchOptions
  ) throws -> [SearchHit] {
    var hits: [SearchHit] = []
    var taken: [Int64: Int] = [:]
    for found in found where hits.count < options.offset + options.top {
      if let least = options.minScore, found.score < least { break }
      guard let passage = try passage(found.passage) else { continue }
      if let most = options.perDocument, taken[passage.document, default: 0] >= most { continue }
      guard let document = try document(number: passage.document) else { continue }
      taken[passage.document, default: 0] += 1
      hits.append(
        SearchHit(
          document: document, range: passage.range, score: found.score, parts: found.parts,
          tokenCounts: TokenCounts(
            seen: max(passage.tokensSeen, passage.tokensUsed), used: passage.tokensUsed)))
    }
    return hits
  }
}
