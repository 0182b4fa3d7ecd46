import Synchronization
import TrefoilTesting
import Testing
import Trefoil

@Suite("Reranker")
struct RerankerTests {
  private let embedder: Embedder

  init() throws {
    embedder = try Embedder(
      model: ModelDirectory(path: Folders.fixtures.appending("tiny-bge-m3")))
  }

  private let passages = [
    "The baker opens at six.", "What is a multi-vector model?", "灯塔看守人", "",
    "It keeps one vector for every token of a text.",
  ]

  @Test("ranks by the scores that computeScore gives")
  func agreesWithScores() async throws {
    let query = "What is a multi-vector model?"
    let weights = try HybridWeights(dense: 1, sparse: 0.3, colbert: 1)
    let ranking = try await Reranker(embedder: embedder, weights: weights).rank(query, passages)
    let scores = try await embedder.flagEmbedding.computeScore(
      pairs: passages.map { (query, $0) }, weights: weights)
    #expect(Set(ranking.passages.map(\.index)) == Set(passages.indices))
    for passage in ranking.passages {
      let expected = try #require(scores[passage.index].colbertSparseDense)
      #expect(abs(passage.score - expected) < 1e-5)
      #expect(passage.parts.dense != nil && passage.parts.sparse != nil)
    }
    #expect(zip(ranking.passages, ranking.passages.dropFirst()).allSatisfy { $0.score >= $1.score })
    #expect(ranking.passages[0].index == 1)
  }

  @Test("equal passages keep their order, and top keeps the best")
  func ties() async throws {
    let reranker = try Reranker(embedder: embedder)
    let ranking = try await reranker.rank("the baker", ["b", "a", "b", "a", "b"])
    let order = ranking.passages.map(\.index)
    #expect(order == [0, 2, 4, 1, 3] || order == [1, 3, 0, 2, 4])
    let best = try await reranker.rank("the baker", ["b", "a", "b", "a", "b"], top: 2)
    #expect(best.passages == Array(ranking.passages.prefix(2)))
  }

  @Test("reads long passages whole in windows, of which each score's largest counts")
  func windows() async throws {
    let words = (0..<60).map { "word\($0)" }.joined(separator: " ")
    let query = "It keeps one vector for every token of a text."
    let long = words + " " + query
    let reader = try Reranker(
      embedder: embedder,
      windows: PassageWindows(length: 64, overlap: 16, pooling: .max))
    let ranking = try await reader.rank(query, [long, "The baker opens at six.", words])
    #expect(Set(ranking.passages.map(\.index)) == [0, 1, 2])

    let cutter = try WindowCutter(
      embedder.tokenizer, instruction: "",
      windows: PassageWindows(length: 64, overlap: 16, pooling: .max))
    let texts = try cutter.cut(title: "", text: long).map(\.text)
    #expect(texts.count > 2)
    let alone = try await Reranker(embedder: embedder).rank(query, texts)
    let found = try #require(ranking.passages.first { $0.index == 0 })
    for kind in ScoreKind.allCases {
      let largest = try #require(alone.passages.compactMap { $0.parts[kind] }.max())
      #expect(abs((found.parts[kind] ?? 0) - largest) < 1e-5)
    }
    // A passage that fits into a window is read as it is without windows.
    let short = try await Reranker(embedder: embedder).rank(query, ["The baker opens at six."])
    let same = try #require(ranking.passages.first { $0.index == 1 })
    #expect(
      same.parts == short.passages[0].parts && same.tokenCounts == short.passages[0].tokenCounts)
    #expect(throws: WindowError.self) {
      try Reranker(
        embedder: embedder,
        windows: PassageWindows(length: embedder.maxLength + 1, overlap: 0, pooling: .max))
    }
  }

  @Test("no passages give an empty ranking, and no lists give none")
  func empty() async throws {
    let reranker = try Reranker(embedder: embedder)
    #expect(try await reranker.rank("a", []).passages.isEmpty)
    #expect(try await reranker.rank([]).isEmpty)
  }

  @Test("many lists are ranked as each alone, and shared texts are encoded once")
  func manyLists() async throws {
    let reranker = try Reranker(embedder: embedder)
    let lists = [
      CandidateList(query: "the baker", passages: passages),
      CandidateList(query: "what is a model?", passages: Array(passages.reversed())),
      CandidateList(query: "the baker", passages: []),
    ]
    let texts = Mutex(0)
    let rankings = try await reranker.rank(lists) { progress in
      texts.withLock { $0 = progress.textsTotal }
    }
    #expect(texts.withLock { $0 } == passages.count)
    #expect(rankings.count == 3)
    for (list, ranking) in zip(lists, rankings) {
      let alone = try await reranker.rank(list.query, list.passages)
      #expect(ranking.passages.map(\.index) == alone.passages.map(\.index))
    }
  }

  @Test("prepared lists are ranked in order, each as alone, and tell how much was read")
  func prepared() async throws {
    let reranker = try Reranker(embedder: embedder, maxPassageLength: 5)
    let lists = [
      CandidateList(query: "the baker", passages: passages),
      CandidateList(query: "", passages: []),
      CandidateList(query: "what is a model?", passages: Array(passages.reversed())),
    ]
    let prepared = try await reranker.prepare(lists)
    var seen: [Int] = []
    try await reranker.rank(prepared) { list, ranking in
      seen.append(list)
      let alone = try await reranker.rank(lists[list].query, lists[list].passages)
      #expect(ranking == alone)
      #expect(ranking.queryTokenCounts == prepared.queries.tokenCounts(of: list))
      let first = prepared.range(of: list).lowerBound
      for passage in ranking.passages {
        #expect(
          passage.tokenCounts == prepared.passages.tokenCounts(of: first + passage.index))
      }
    }
    #expect(seen == [0, 1, 2])
    #expect(prepared.truncatedCount > 0)
  }

  @Test("cancellation stops it between lists, also where nothing is left to encode")
  func cancellation() async throws {
    let reranker = try Reranker(embedder: embedder)
    let list = CandidateList(query: "the baker", passages: passages)
    let prepared = try await reranker.prepare(Array(repeating: list, count: 50))
    let task = Task {
      var count = 0
      try await reranker.rank(prepared) { _, _ in
        count += 1
        if count == 2 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("passages that are left out are not ranked, and the others keep their scores")
  func filtered() async throws {
    let reranker = try Reranker(embedder: embedder)
    let list = CandidateList(query: "the baker", passages: passages)
    let kept = try await reranker.prepare([list, list]).filter { $0 % 2 == 0 }
    var rankings: [Ranking] = []
    try await reranker.rank(kept) { _, ranking in rankings.append(ranking) }
    let even = [passages[0], passages[2], passages[4]]
    let odd = [passages[1], passages[3]]
    #expect(
      rankings == [
        try await reranker.rank("the baker", even), try await reranker.rank("the baker", odd),
      ])
  }

  @Test("what ranks passages may be anything that can")
  func anyRanker() async throws {
    let rankers: [any PassageRanker] = [try Reranker(embedder: embedder), SharedWordRanker()]
    for ranker in rankers {
      let ranking = try await ranker.rank("what is a multi-vector model?", passages)
      #expect(ranking.passages.count == passages.count && ranking.passages[0].index == 1)
      let best = try await ranker.rank(
        "what is a multi-vector model?", passages, top: 1, progress: nil)
      #expect(best.passages == [ranking.passages[0]])
    }
  }

  @Test("a weight of zero leaves its output out")
  func zeroWeight() async throws {
    let reranker = try Reranker(embedder: embedder, weights: HybridWeights(colbert: 1))
    let best = try #require(try await reranker.rank("the baker", passages).passages.first)
    #expect(best.parts.dense == nil && best.parts.sparse == nil)
    #expect(best.parts.colbert == best.score)
  }
}

/// Ranks by the number of words that a passage has in common with the query.
private struct SharedWordRanker: PassageRanker {
  func rank(
    _ query: String, _ passages: [String], top: Int?,
    progress: (@Sendable (EncodeProgress) -> Void)?
  ) async throws -> Ranking {
    let asked = words(query)
    return Ranking(
      passages.enumerated().map { index, passage in
        let found = words(passage)
        return RankedPassage(
          index: index, score: Float(asked.intersection(found).count),
          tokenCounts: TokenCounts(seen: found.count, used: found.count))
      }, queryTokenCounts: TokenCounts(seen: asked.count, used: asked.count), top: top)
  }

  private func words(_ text: String) -> Set<String> {
    Set(text.lowercased().split(separator: " ").map(String.init))
  }
}
