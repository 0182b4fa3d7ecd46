import TrefoilTesting
import Testing
import Trefoil
import TrefoilEvaluation
import TrefoilIndex

@Suite("Collection scorer")
struct CollectionScorerTests {
  private func table(
    outputs: EmbeddingOutputs = .all, windows: PassageWindows? = nil,
    candidates: CandidateSets? = nil
  ) async throws -> (Dataset, Embedder, ScoreTable) {
    let (dataset, embedder) = (try TinyCollection.dataset(), try TinyCollection.embedder())
    let encoder = CollectionEncoder(embedder: embedder, cache: nil)
    let queries = try await encoder.encode(
      dataset.queries, options: CollectionOptions(role: .query))
    let passages = try await encoder.encode(
      dataset.passages, options: CollectionOptions(role: .passage, windows: windows))
    let scorer = CollectionScorer(queries: queries, passages: passages, embedder: embedder)
    #expect(scorer.blocks == [0..<dataset.queries.count])
    return (
      dataset, embedder,
      try await scorer.table(of: scorer.blocks[0], outputs: outputs, candidates: candidates)
    )
  }

  @Test("scores every pair as fresh embeddings do, but for the rounding of what is kept")
  func parity() async throws {
    let (dataset, embedder, table) = try await table()
    let queries = try await embedder.encode(
      dataset.queries.map(\.content), options: EncodeOptions(outputs: .all, role: .query))
    let passages = try await embedder.encode(
      dataset.passages.map(\.content), options: EncodeOptions(outputs: .all, role: .passage))
    for (query, one) in queries.enumerated() {
      for (passage, other) in passages.enumerated() {
        let expected = HybridScorer().parts(one, other)
        let found = table.parts(query: query, passage: passage)
        #expect(found.dense == expected.dense)
        let (kept, weighed) = (try #require(found.sparse), try #require(expected.sparse))
        #expect(abs(kept - weighed) <= weighed / 1024)
        let (mine, fresh) = (try #require(found.colbert), try #require(expected.colbert))
        #expect(abs(mine - fresh) < 1e-3)
      }
    }
  }

  @Test("computes what is asked for alone")
  func outputs() async throws {
    let (_, _, table) = try await table(outputs: [.sparse])
    #expect(table.values.dense == nil && table.values.colbert == nil)
    #expect(table.values.sparse?.contains { $0.isNaN } == false)
  }

  @Test("takes the best window of a passage for each score")
  func windows() async throws {
    let windows = try PassageWindows(length: 40, overlap: 8, pooling: .max)
    let (dataset, embedder, table) = try await table(windows: windows)
    let place = try #require(dataset.passages.firstIndex { $0.id == "long-en" })
    let cutter = try WindowCutter(embedder.tokenizer, instruction: "", windows: windows)
    let pieces = try cutter.cut(
      title: dataset.passages[place].title, text: dataset.passages[place].text)
    #expect(pieces.count > 2)
    let units = try await embedder.encode(
      pieces.map(\.text), options: EncodeOptions(outputs: .all, role: .passage))
    for (query, text) in dataset.queries.enumerated() {
      let one = try await embedder.encode(
        [text.content], options: EncodeOptions(outputs: .all, role: .query))[0]
      let parts = units.map { HybridScorer().parts(one, $0) }
      let found = table.parts(query: query, passage: place)
      #expect(found.dense == parts.compactMap(\.dense).max())
      let heaviest = try #require(parts.compactMap(\.sparse).max())
      #expect(abs(try #require(found.sparse) - heaviest) <= heaviest / 1024)
      let best = try #require(parts.compactMap(\.colbert).max())
      #expect(abs(try #require(found.colbert) - best) < 1e-3)
    }
  }

  @Test("leaves passages that are no candidates without a score")
  func candidates() async throws {
    let count = try TinyCollection.dataset().queries.count
    var sets = [[Int]?](repeating: [3, 0], count: count)
    sets[0] = nil
    sets[1] = []
    let (dataset, _, whole) = try await table()
    let (_, _, table) = try await table(candidates: CandidateSets(sets: sets))
    for query in 0..<count {
      for passage in dataset.passages.indices {
        let found = table.parts(query: query, passage: passage)
        let isCandidate = sets[query]?.contains(passage) ?? true
        let expected = isCandidate ? whole.parts(query: query, passage: passage) : ScoreBreakdown()
        #expect(found == expected)
      }
    }
  }

  @Test(
    "weighs the scores as the hybrid scorer does, to the bit",
    arguments: [(1, 1, 1), (1, 0.3, 0), (0, 0, 2), (0.1, 0.7, 0.2)] as [(Float, Float, Float)])
  func weights(dense: Float, sparse: Float, colbert: Float) async throws {
    let weights = try HybridWeights(dense: dense, sparse: sparse, colbert: colbert)
    let (dataset, _, table) = try await table()
    for query in dataset.queries.indices {
      let scores = table.scores(query: query, weights: weights)
      for (passage, score) in scores.enumerated() {
        let parts = table.parts(query: query, passage: passage)
        #expect(score == HybridScorer(weights: weights).score(parts))
      }
    }
  }
}
