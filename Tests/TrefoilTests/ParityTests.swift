import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import Trefoil

/// Against FlagEmbedding 1.4.2's outputs (torch 2.15, transformers 5.23, fp32 arithmetic) on a
/// seeded checkpoint of this project's own.
@Suite("Parity with FlagEmbedding, tiny model")
struct TinyParityTests {
  private let golden: FlagEmbeddingGolden

  init() throws {
    golden = try FlagEmbeddingGolden(directory: Folders.fixtures.appending("tiny-bge-m3"))
  }

  @Test("the three outputs of every text agree", arguments: FlagEmbeddingGolden.Layout.allCases)
  func outputs(layout: FlagEmbeddingGolden.Layout) async throws {
    try await golden.expectOutputs(layout)
  }

  @Test("all five scores of every pair agree", arguments: FlagEmbeddingGolden.Layout.allCases)
  func scores(layout: FlagEmbeddingGolden.Layout) async throws {
    try await golden.expectScores(layout)
  }

  @Test(
    "a text's vectors do not depend on what shares its batch", arguments: [1, 40, 128, 4096])
  func batchedEqualsAlone(maxBatchTokens: Int) async throws {
    try await golden.expectBatchedEqualsAlone(maxBatchTokens: maxBatchTokens, below: .max)
  }
}

/// The same on a checkpoint of BGE-M3's vocabulary and lengths, one text of 8,192 tokens among
/// them; it is too large to be kept here.
@Suite(
  "Parity with FlagEmbedding, full vocabulary",
  .enabled(if: Folders.shared != nil, "there is no folder of goldens beside the checkout"))
struct NanoParityTests {
  private let golden: FlagEmbeddingGolden

  init() throws {
    golden = try FlagEmbeddingGolden(
      directory: try #require(Folders.shared).appending("golden/nano-bge-m3"))
  }

  @Test("the three outputs of every text agree", arguments: FlagEmbeddingGolden.Layout.allCases)
  func outputs(layout: FlagEmbeddingGolden.Layout) async throws {
    try await golden.expectOutputs(layout)
  }

  @Test("all five scores of every pair agree", arguments: FlagEmbeddingGolden.Layout.allCases)
  func scores(layout: FlagEmbeddingGolden.Layout) async throws {
    try await golden.expectScores(layout)
  }

  @Test("a text's vectors do not depend on what shares its batch")
  func batchedEqualsAlone() async throws {
    try await golden.expectBatchedEqualsAlone(maxBatchTokens: 600, below: 5000)
  }
}

/// What transformers says of a BERT model's texts, as it lies beside the model.
private struct TransformersGolden: Decodable {
  struct Text: Decodable {
    let kind: String
    let text: String
    let ids: [Int32]
  }

  let texts: [Text]

  init(_ path: FilePath) throws {
    self = try JSONDecoder().decode(
      Self.self, from: Data(contentsOf: URL(fileURLWithPath: path.string)))
  }

  /// Each text as `embedder` encodes it in its role.
  func embeddings(_ embedder: Embedder) async throws -> [Embedding] {
    var embeddings: [Embedding] = []
    for text in texts {
      embeddings +=
        text.kind == "query"
        ? try await embedder.flagEmbedding.encodeQueries([text.text])
        : try await embedder.flagEmbedding.encodeCorpus([text.text])
    }
    return embeddings
  }
}

/// Against transformers 5.23 (torch 2.15, fp32 arithmetic, mean pooling).
@Suite("Parity with transformers")
struct TransformersParityTests {
  @Test("a BERT model with prompts and mean pooling agrees to 5e-5")
  func tinyBERT() async throws {
    let folder = Folders.fixtures.appending("tiny-bert")
    let golden = try TransformersGolden(folder.appending("outputs.json"))
    let tensors = try FloatTensors(path: folder.appending("outputs.safetensors"))
    let embedder = try Embedder(
      model: ModelDirectory(path: folder), options: EmbedderOptions(precision: .exact))
    #expect(embedder.outputs == .dense)
    #expect(embedder.maxLength == 64)
    for (index, embedding) in try await golden.embeddings(embedder).enumerated() {
      #expect(embedding.tokenCounts.used == golden.texts[index].ids.count, "text \(index)")
      let expected = try #require(tensors.row(index, of: "dense"))
      #expect(largestDifference(try #require(embedding.dense), expected) < 5e-5, "text \(index)")
    }
  }

  @Test(
    "the default model agrees on every text, to a cosine of 0.9999",
    .enabled(
      if: Folders.shared != nil && Folders.defaultModel != nil,
      "there is no folder of goldens beside the checkout, or no default model"))
  func defaultModel() async throws {
    let folder = try #require(Folders.shared).appending("golden")
    let golden = try TransformersGolden(folder.appending("e5-small.json"))
    let tensors = try FloatTensors(path: folder.appending("e5-small.safetensors"))
    let embedder = try Embedder(
      model: ModelDirectory(path: try #require(Folders.defaultModel)),
      options: EmbedderOptions(precision: .exact))
    #expect(embedder.outputs == .all)
    for (index, embedding) in try await golden.embeddings(embedder).enumerated() {
      #expect(embedding.tokenCounts.used == golden.texts[index].ids.count, "text \(index)")
      let expected = try #require(tensors.row(index, of: "dense"))
      #expect(cosine(try #require(embedding.dense), expected) >= 0.9999, "text \(index)")
    }
  }
}
