import SystemPackage
import TrefoilTesting
import Testing
import Trefoil
import TrefoilModel
import TrefoilTensor
import TrefoilText

/// A second thing behind each seam.
@Suite("Seams")
struct SeamTests {
  private static let texts = [
    "", "a", "blue moon", "the lighthouse keeper counts boats", "灯塔看守人", "ü\u{1}\u{2}\u{3}",
  ]

  /// The small model's encoder with another tokenizer, or another backend too.
  private func embedder(
    backend: (any EncoderBackend)? = nil, maxBatchTokens: Int = 2048
  ) throws -> Embedder {
    let folder = Folders.tinyModel
    let configuration = try ModelConfiguration(directory: folder)
    let team = ThreadTeam(count: 2)
    return try Embedder(
      model: ModelDirectory(path: folder), configuration: configuration,
      tokenizer: ByteTokenizer(), backend: backend ?? cpu(configuration, team), precision: .exact,
      team: team, maxBatchTokens: maxBatchTokens)
  }

  private func cpu(_ configuration: ModelConfiguration, _ team: ThreadTeam) throws -> CPUBackend {
    let checkpoint = try Checkpoint.open(
      directory: Folders.tinyModel, layout: configuration.encoder.family.layout)
    return CPUBackend(
      try TransformerEncoder(checkpoint, configuration, precision: .exact, team: team), team: team)
  }

  @Test("another tokenizer drives the encoder: its ids, its counts, its weightless tokens")
  func tokenizer() async throws {
    let embedder = try embedder()
    let options = EncodeOptions(outputs: .all)
    let backend = try cpu(embedder.configuration, embedder.team)
    for text in Self.texts {
      let embedding = try await embedder.encode([text], options: options)[0]
      #expect(embedding.tokenCounts.seen == text.utf8.count + 2)
      let ids = [256] + text.utf8.map { TokenID($0) } + [257]
      let expected = try await backend.embed(
        PackedBatch([ids]), EncoderRequest(outputs: .all, weightless: [256, 257, 258]))[0]
      #expect(embedding.dense == expected.dense)
      #expect(embedding.tokenVectors == expected.tokenVectors)
      let weights = try #require(embedding.lexicalWeights)
      #expect(weights == expected.lexicalWeights)
      #expect(weights.tokenIDs.allSatisfy { $0 < 256 })
    }
    // XLM-RoBERTa's <s>, <pad> and </s> have the numbers of bytes here, which do carry weight.
    let all = try await backend.embed(
      PackedBatch([[256, 1, 2, 3, 257]]), EncoderRequest(outputs: .sparse, weightless: []))[0]
    let bytes = try await embedder.encode(["\u{1}\u{2}\u{3}"], options: options)[0]
    #expect(
      bytes.lexicalWeights?.tokenIDs == all.lexicalWeights?.tokenIDs.filter { $0 < 256 })
  }

  @Test("another tokenizer's texts are cut, ranked and explained")
  func tokenizerEndToEnd() async throws {
    let embedder = try embedder()
    let cut = try await embedder.encode(
      ["lighthouse"], options: EncodeOptions(outputs: .sparse, maxLength: 7, truncation: .tail))[0]
    #expect(cut.tokenCounts.seen == 12 && cut.tokenCounts.used == 7)
    #expect(
      Set(try #require(cut.lexicalWeights).tokenIDs).isSubset(of: "house".utf8.map(TokenID.init)))

    let ranking = try await Reranker(embedder: embedder).rank("blue moon", Self.texts)
    #expect(ranking.passages.count == Self.texts.count)
    let explanation = try await embedder.explain(query: "blue moon", passage: "ein Mönd, 灯塔")
    #expect(
      explanation.passage.words.map(\.text) == ["[begin]", "ein", "Mönd,", "灯", "塔", "[end]"])
    #expect(explanation.query.words.map(\.text) == ["[begin]", "blue", "moon", "[end]"])
    #expect(explanation.query.runs.map(\.text).joined() == "blue moon")
    let sum = explanation.matchedTokens?.reduce(0) { $0 + $1.contribution } ?? 0
    #expect(abs(sum - (try #require(explanation.scores.colbert))) < 1e-5)
  }

  @Test("another backend encodes, ranks and explains")
  func backend() async throws {
    let backend = CountingBackend()
    let embedder = try embedder(backend: backend)
    let embeddings = try await embedder.encode(Self.texts, options: EncodeOptions(outputs: .all))
    #expect(await backend.passes.map(\.sequenceCount) == [Self.texts.count])
    #expect(embeddings.allSatisfy { $0.dense?.count == CountingBackend.dimension })
    #expect(embedder.outputs == .all)

    let ranking = try await Reranker(embedder: embedder).rank("blue moon", Self.texts)
    let best = try #require(ranking.passages.first)
    #expect(Self.texts[best.index] == "blue moon")
    #expect(abs(try #require(best.parts.dense) - 1) < 1e-6)
    #expect(abs(try #require(best.parts.colbert) - 1) < 1e-6)

    let explanation = try await embedder.explain(query: "moon", passage: "blue moon")
    let shared = try #require(explanation.sharedTokens)
    #expect(Set(shared.map(\.tokenID)) == Set("moon".utf8.map { TokenID($0) }))
    #expect(shared.allSatisfy { $0.queryWeight == Float(1 + $0.tokenID % 3) })
  }

  @Test("many callers at once have the bits that each has alone")
  func sharedPasses() async throws {
    let embedder = try embedder(maxBatchTokens: 64)
    let options = EncodeOptions(outputs: .all)
    var alone: [[Embedding]] = []
    for text in Self.texts { alone.append(try await embedder.encode([text], options: options)) }
    try await withThrowingTaskGroup(of: (Int, [Embedding]).self) { group in
      for number in 0..<60 {
        group.addTask {
          let index = number % Self.texts.count
          return (index, try await embedder.encode([Self.texts[index]], options: options))
        }
      }
      for try await (index, embeddings) in group { #expect(embeddings == alone[index]) }
    }
  }

  @Test("a backend's fault reaches the caller whose text it is")
  func fault() async throws {
    let embedder = try embedder(backend: CountingBackend(failing: TokenID(UInt8(ascii: "!"))))
    await #expect(throws: EmbedderError.notFinite(role: .passage, index: 1, output: "counting")) {
      try await embedder.encode(["a", "b!"], options: EncodeOptions(role: .passage))
    }
    #expect(try await embedder.encode(["a", "b"]).count == 2)
  }
}
