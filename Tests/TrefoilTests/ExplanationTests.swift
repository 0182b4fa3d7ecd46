import TrefoilTesting
import Testing
import Trefoil

@Suite("Explanations")
struct ExplanationTests {
  private let embedder: Embedder

  init() throws {
    embedder = try Self.open("tiny-bge-m3")
  }

  private static func open(_ name: String) throws -> Embedder {
    try Embedder(model: ModelDirectory(path: Folders.fixtures.appending(name)))
  }

  /// Pairs in many scripts, of a query and a passage.
  static let pairs = [
    ("What is a multi-vector model?", "It keeps one vector for every token of a text: a model."),
    ("灯塔看守人在哪里？", "灯塔看守人每天晚上点亮灯，然后写日记。"),
    ("潮汐はなぜ起こるのか", "月のミツバチは、潮汐を起こす。"),
    ("น้ำขึ้นน้ำลง", "ดวงจันทร์ทำให้น้ำขึ้นน้ำลง"),
    ("ما هو المد والجزر؟", "القمر يسبب المد والجزر ﷺ في البحر."),
    ("👩‍👩‍👧 family ❤️", "A family 👨‍👩‍👧‍👦 of e\u{301}mojis 🏳️‍🌈!"),
    ("", "The baker opens at six."), ("the baker", ""), ("", ""), ("  \t ", "\u{3000}"),
    ("the <mask> baker</s>", "a <s> b\u{0}c\u{2028}d ㍿ ½ ﬁ ① e"),
    ("<script>\u{301}\u{301}", "\u{301}abc \u{85} x▁▁y"),
  ]

  private func sum(_ values: some Sequence<Float>) -> Double {
    values.reduce(0) { $0 + Double($1) }
  }

  @Test("have parts that sum to the scores of computeScore", arguments: pairs)
  func sums(query: String, passage: String) async throws {
    let weights = try HybridWeights(dense: 1, sparse: 0.3, colbert: 1)
    let explanation = try await embedder.explain(query: query, passage: passage, weights: weights)
    let scores = try await embedder.flagEmbedding.computeScore(
      pairs: [(query, passage)], weights: weights)[0]
    let colbert = try #require(explanation.scores.colbert)
    let sparse = try #require(explanation.scores.sparse)
    #expect(explanation.scores.dense == scores.dense)
    #expect(colbert == scores.colbert && sparse == scores.sparse)
    #expect(explanation.score == scores.colbertSparseDense)
    let added = explanation.contributions
    let whole = sum([added.dense, added.sparse, added.colbert].compactMap(\.self))
    #expect(abs(whole - Double(explanation.score)) < 1e-5)

    let tokens = try #require(explanation.matchedTokens)
    #expect(tokens.map(\.queryToken) == Array(1..<explanation.query.tokens.count))
    #expect(abs(sum(tokens.map(\.contribution)) - Double(colbert)) < 1e-5)
    let words = try #require(explanation.matchedWords)
    #expect(abs(sum(words.map(\.contribution)) - Double(colbert)) < 1e-5)
    for word in words {
      #expect(abs(sum(word.partners.map(\.contribution)) - Double(word.contribution)) < 1e-5)
    }
    #expect(abs(sum(explanation.colbertByPassageWord) - Double(colbert)) < 1e-5)

    let shared = try #require(explanation.sharedTokens)
    #expect(abs(sum(shared.map(\.product)) - Double(sparse)) < 1e-5)
    let sharedWords = try #require(explanation.sharedWords)
    #expect(abs(sum(sharedWords.map(\.product)) - Double(sparse)) < 1e-5)
    #expect(sharedWords.flatMap(\.tokens).count == shared.count)
    #expect(abs(sum(explanation.lexicalByPassageWord) - Double(sparse)) < 1e-5)
  }

  @Test("match tokens as a Double reference over the vectors of encode does", arguments: pairs)
  func matches(query: String, passage: String) async throws {
    let explanation = try await embedder.explain(query: query, passage: passage)
    let options = EncodeOptions(outputs: .all)
    let embeddings = try await embedder.encode([query, passage], options: options)
    let rows = try #require(embeddings[0].tokenVectors)
    let others = try #require(embeddings[1].tokenVectors)
    for match in try #require(explanation.matchedTokens) {
      let products = (0..<others.count).map { other in
        zip(rows[match.queryToken - 1], others[other])
          .reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      }
      let best = try #require(products.max())
      #expect(abs(best - Double(match.similarity)) < 1e-5)
      #expect(best - products[match.passageToken - 1] < 1e-5)
      #expect(abs(match.contribution - match.similarity / Float(rows.count)) < 1e-6)
    }
    let weights = try #require(embeddings[0].lexicalWeights)
    let otherWeights = try #require(embeddings[1].lexicalWeights)
    let shared = try #require(explanation.sharedTokens)
    #expect(
      Set(shared.map(\.tokenID)) == Set(weights.tokenIDs).intersection(otherWeights.tokenIDs))
    for token in shared {
      #expect(token.queryWeight == weights[token.tokenID])
      #expect(token.passageWeight == otherWeights[token.tokenID])
      for (text, one, all) in [
        (explanation.query, token.queryToken, token.queryOccurrences),
        (explanation.passage, token.passageToken, token.passageOccurrences),
      ] {
        #expect(all.contains(one))
        #expect(all == text.tokens.indices.filter { text.tokens[$0].tokenID == token.tokenID })
      }
    }
  }

  @Test("have words that are slices of the caller's text", arguments: pairs)
  func slices(query: String, passage: String) async throws {
    let explanation = try await embedder.explain(query: query, passage: passage)
    for (side, text) in [(explanation.query, query), (explanation.passage, passage)] {
      let bytes = Array(text.utf8)
      #expect(side.text == text)
      #expect(side.tokens.first?.origin == .added && side.tokens.last?.origin == .added)
      #expect(side.words.flatMap { Array($0.tokens) } == Array(side.tokens.indices))
      var end = 0
      for (index, word) in side.words.enumerated() {
        #expect(word.tokens.allSatisfy { side.tokens[$0].word == index })
        guard word.origin == .text else {
          #expect(word.range == nil)
          continue
        }
        let range = try #require(word.range)
        #expect(Array(word.text.utf8) == Array(bytes[range]))
        #expect(range.lowerBound >= end, "words don't overlap")
        end = range.upperBound
        for token in word.tokens {
          let part = try #require(side.tokens[token].range)
          #expect(part.upperBound <= bytes.count)
        }
      }
    }
  }

  @Test(
    "join pieces to words, but not a sentence that is written without spaces",
    arguments: [
      ("the lighthouse keeper's  diary", ["the", "lighthouse", "keeper's", "diary"]),
      ("\u{3000}a\tb\n", ["a", "b"]), ("x<mask>y", ["x", "<mask>", "y"]), ("❤️ ok", ["❤️", "ok"]),
    ])
  func words(text: String, expected: [String]) async throws {
    let explanation = try await embedder.explain(query: text, passage: "")
    let words = explanation.query.words.filter { $0.origin == .text }
    #expect(words.map(\.text) == expected)
  }

  @Test("leave the pieces of Chinese, Japanese and Thai as words")
  func unspaced() async throws {
    for text in ["灯塔看守人每天晚上点亮灯", "月の潮汐を起こす", "ดวงจันทร์ทำให้น้ำขึ้น"] {
      let explanation = try await embedder.explain(query: "", passage: text)
      let words = explanation.passage.words.filter { $0.origin == .text }
      #expect(words.count > 3)
      #expect(words.map(\.text).joined() == text)
      // No word begins with what is drawn on its left neighbour.
      for word in words { #expect(text.contains(word.text) && word.text.first?.isLetter == true) }
    }
    let mixed = try await embedder.explain(query: "BGE模型v2", passage: "")
    let words = mixed.query.words.filter { $0.origin == .text }.map(\.text)
    #expect(words.first == "BGE" && words.last == "v2")
  }

  @Test("say what was not read, and where it stands", arguments: [TruncationPolicy.head, .tail])
  func truncation(policy: TruncationPolicy) async throws {
    let passage = "one two three four five six seven eight nine ten"
    let whole = try await embedder.explain(query: "six", passage: passage)
    #expect(whole.passage.unread == nil && whole.query.unread == nil)
    for limit in [2, 3, 8, whole.passage.tokens.count - 1, whole.passage.tokens.count] {
      let cut = try await embedder.explain(
        query: "six", passage: passage, maxPassageLength: limit, truncation: policy)
      #expect(cut.passage.tokens.count == limit)
      #expect(cut.passage.tokenCounts.seen == whole.passage.tokens.count)
      #expect((cut.passage.unread == nil) == (limit == whole.passage.tokens.count))
      guard let unread = cut.passage.unread else { continue }
      let range = try #require(unread.range)
      let read = cut.passage.words.compactMap(\.range)
      if policy == .head {
        #expect(range.upperBound == passage.utf8.count)
        #expect(read.allSatisfy { $0.upperBound <= range.lowerBound })
      } else {
        #expect(range.lowerBound == 0)
        #expect(read.allSatisfy { $0.lowerBound >= range.upperBound })
      }
      let colbert = try #require(cut.scores.colbert)
      #expect(abs(sum((cut.matchedWords ?? []).map(\.contribution)) - Double(colbert)) < 1e-5)
    }
    await #expect(throws: TokenizerError.self) {
      try await embedder.explain(
        query: "six", passage: passage, maxPassageLength: 4, truncation: .error)
    }
    await #expect(throws: EmbedderError.lengthOutOfRange(asked: 1, limit: embedder.maxLength)) {
      try await embedder.explain(query: "six", passage: passage, maxQueryLength: 1)
    }
  }

  @Test("mark the tokens of an instruction, and leave out what the model has no head for")
  func instruction() async throws {
    let bert = try Self.open("tiny-bert")
    let explanation = try await bert.explain(query: "灯塔 keeper", passage: " the keeper")
    #expect(bert.outputs == .dense && !bert.configuration.queryInstruction.isEmpty)
    #expect(explanation.matchedTokens == nil && explanation.matchedWords == nil)
    #expect(explanation.sharedTokens == nil && explanation.sharedWords == nil)
    #expect(explanation.score == explanation.scores.dense)
    #expect(explanation.colbertByPassageWord.allSatisfy { $0 == 0 })
    for (side, expected) in [
      (explanation.query, "灯塔keeper"), (explanation.passage, "thekeeper"),
    ] {
      let own = side.words.filter { $0.origin == .text }.map(\.text).joined()
      #expect(own == expected)
      let before = side.words.filter { $0.origin == .instruction }
      #expect(!before.isEmpty)
      #expect(before.allSatisfy { $0.range == nil && side.instruction.contains($0.text) })
      #expect(side.tokens.allSatisfy { ($0.range != nil) == ($0.origin == .text) })
    }
    let weights = try HybridWeights(colbert: 1)
    await #expect(throws: EmbedderError.self) {
      try await bert.explain(query: "a", passage: "b", weights: weights)
    }
  }
}
