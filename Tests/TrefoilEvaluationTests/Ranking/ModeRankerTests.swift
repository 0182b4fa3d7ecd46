import Testing
import TrefoilTesting
import Trefoil
import TrefoilEvaluation
import TrefoilIndex

@Suite("Mode ranker")
struct ModeRankerTests {
  private func runs(
    _ modes: [RankingMode], weights: HybridWeights = .equal, firstStage: FirstStage? = nil,
    candidates: CandidateSets? = nil, depth: Int = 1000
  ) async throws -> [RankingMode: Run] {
    let (dataset, embedder) = (try TinyCollection.dataset(), try TinyCollection.embedder())
    let encoder = CollectionEncoder(embedder: embedder, cache: nil)
    let ranker = try ModeRanker(
      dataset,
      queries: try await encoder.encode(dataset.queries, options: CollectionOptions(role: .query)),
      passages: try await encoder.encode(
        dataset.passages, options: CollectionOptions(role: .passage)),
      embedder: embedder, modes: modes, weights: weights, candidates: candidates,
      firstStage: firstStage, depth: depth)
    var runs: [RankingMode: Run] = [:]
    try await ranker.rank { mode, block, run in
      #expect(block == 0..<dataset.queries.count && run.tag == mode.rawValue)
      runs[mode] = run
    }
    return runs
  }

  @Test("ranks as the reranker does with the same weights", arguments: RankingMode.allCases)
  func reranker(mode: RankingMode) async throws {
    let dataset = try TinyCollection.dataset()
    let weights = try HybridWeights(dense: 1, sparse: 0.3, colbert: 0.8)
    let run = try #require(try await runs([mode], weights: weights)[mode])
    let reranker = try Reranker(
      embedder: try TinyCollection.embedder(), weights: try mode.weights(weights))
    for query in dataset.queries {
      let ranking = try await reranker.rank(query.content, dataset.passages.map(\.content))
      var expected: [Identifier: Float] = [:]
      for passage in ranking.passages {
        expected[dataset.passages[passage.index].id] = passage.score
      }
      let entries = try #require(run.rankings[query.id])
      #expect(entries.count == dataset.passages.count)
      for entry in entries {
        let exact = expected[entry.passage] ?? .nan
        #expect(abs(Float(entry.score) - exact) < 1e-3 * max(1, abs(exact)))
      }
    }
  }

  @Test("keeps the best of each ranking alone", arguments: [1, 5])
  func depth(depth: Int) async throws {
    let whole = try await runs([.dense])
    let cut = try await runs([.dense], depth: depth)
    for (query, entries) in try #require(whole[.dense]).rankings {
      #expect(cut[.dense]?.rankings[query] == Array(entries.prefix(depth)))
    }
  }

  @Test("lets other modes rank what the first stage chose, with the scores they had")
  func firstStage() async throws {
    let whole = try await runs([.dense, .all])
    for modes in [[RankingMode.dense, .all], [.all]] {
      let staged = try await runs(modes, firstStage: FirstStage(mode: .dense, count: 4))
      #expect(staged[.dense] == (modes.contains(.dense) ? whole[.dense] : nil))
      for (query, entries) in try #require(whole[.all]).rankings {
        let chosen = Set(try #require(whole[.dense]?.rankings[query]).prefix(4).map(\.passage))
        let expected = entries.filter { chosen.contains($0.passage) }
        #expect(staged[.all]?.rankings[query] == expected)
      }
    }
  }

  @Test("ranks candidates alone")
  func candidates() async throws {
    let dataset = try TinyCollection.dataset()
    let sets = CandidateSets(same: "lang", in: dataset)
    let found = try await runs([.sparseDense], candidates: sets)
    for (query, text) in dataset.queries.enumerated() {
      let expected = Set(try #require(sets[query]).map { dataset.passages[$0].id })
      let entries = try #require(found[.sparseDense]?.rankings[text.id])
      #expect(Set(entries.map(\.passage)) == expected)
    }
  }

  @Test("refuses weights that leave a mode nothing")
  func noWeight() async throws {
    let weights = try HybridWeights(colbert: 1)
    await #expect(throws: ScoringError.noWeight) {
      try await runs([.sparseDense], weights: weights)
    }
  }
}
