import Foundation
import SystemPackage
import TestSupport
import Testing
import Trefoil

/// Against FlagEmbedding 1.4.2's outputs (torch 2.15, transformers 5.23, fp32 arithmetic) on a
/// checkpoint of BGE-M3's shape with seeded weights.
@Suite("Parity with FlagEmbedding", .enabled(if: Folders.shared != nil, "no folder of goldens"))
struct ParityTests {
  static let source: FilePath? = Folders.shared?.appending("golden/nano-bge-m3")

  /// The layouts in which a model may be published, made of the golden checkpoint by links.
  enum Layout: String, CaseIterable {
    case safetensors = "model.safetensors"
    case bin = "pytorch_model.bin"
  }

  private func model(_ layout: Layout, in directory: TemporaryDirectory) throws -> ModelDirectory {
    let source = try #require(Self.source)
    let dropped = Layout.allCases.filter { $0 != layout }.map(\.rawValue)
    for name in try FileManager.default.contentsOfDirectory(atPath: source.string)
    where !dropped.contains(name) {
      try FileManager.default.createSymbolicLink(
        atPath: directory.path.appending(name).string,
        withDestinationPath: source.appending(name).string)
    }
    return ModelDirectory(path: directory.path)
  }

  @Test("the three outputs of every text agree", arguments: Layout.allCases)
  func outputs(layout: Layout) async throws {
    let directory = try TemporaryDirectory()
    let golden = try FlagEmbeddingGolden(directory: try #require(Self.source))
    let embedder = try Embedder(model: model(layout, in: directory))
    #expect(embedder.outputs == .all)
    #expect(embedder.maxLength == 8192)
    let embeddings = try await embedder.encode(
      golden.outputs.texts, options: EncodeOptions(outputs: .all))
    #expect(embeddings.count == golden.outputs.texts.count)
    for (text, embedding) in embeddings.enumerated() {
      #expect(embedding.tokensSeen == golden.outputs.full_lengths[text])
      #expect(embedding.tokensUsed == golden.outputs.ids[text].count)
      let dense = try #require(embedding.dense)
      let expected = try #require(golden.tensors.row(text, of: "dense"))
      #expect(largestDifference(dense, expected) < 5e-5, "dense of text \(text)")

      let lexical = try #require(embedding.lexicalWeights)
      let weights = golden.outputs.lexical[text]
      #expect(Set(lexical.tokenIDs.map(String.init)) == Set(weights.keys), "text \(text)")
      for (id, weight) in weights {
        #expect(abs(lexical[try #require(TokenID(id))] - weight) < 2e-4, "token \(id) of \(text)")
      }

      let vectors = try #require(embedding.tokenVectors)
      #expect(vectors.count == embedding.tokensUsed - 1)
      let rows = golden.colbertRows(text, count: vectors.count)
      #expect(!rows.isEmpty)
      for (row, values) in rows {
        #expect(largestDifference(Array(vectors[row]), values) < 5e-5, "row \(row) of \(text)")
      }
    }
  }

  @Test("all five scores of every pair agree", arguments: Layout.allCases)
  func scores(layout: Layout) async throws {
    let directory = try TemporaryDirectory()
    let golden = try FlagEmbeddingGolden(directory: try #require(Self.source))
    let embedder = try Embedder(model: model(layout, in: directory))
    let weights = try HybridWeights(dense: 0.4, sparse: 0.2, colbert: 0.4)
    for (expected, weights, maxPassageLength) in [
      (golden.outputs.scores, HybridWeights.equal, 8192),
      (golden.outputs.scores_w_0_4_0_2_0_4_passage512, weights, 512),
    ] {
      let scores = try await embedder.computeScore(
        pairs: golden.pairs, weights: weights, maxQueryLength: 512,
        maxPassageLength: maxPassageLength)
      for (name, found) in [
        ("dense", scores.map(\.dense)), ("sparse", scores.map(\.sparse)),
        ("colbert", scores.map(\.colbert)), ("sparse+dense", scores.map(\.sparseDense)),
        ("colbert+sparse+dense", scores.map(\.colbertSparseDense)),
      ] {
        let values = try #require(expected[name])
        for (pair, (one, other)) in zip(found, values).enumerated() {
          #expect(abs(try #require(one) - other) < 2e-4, "\(name) of pair \(pair)")
        }
      }
    }
  }

  @Test("a text's vectors do not depend on what shares its batch")
  func batchedEqualsAlone() async throws {
    let directory = try TemporaryDirectory()
    let golden = try FlagEmbeddingGolden(directory: try #require(Self.source))
    let embedder = try Embedder(
      model: model(.safetensors, in: directory), options: EmbedderOptions(maxBatchTokens: 600))
    let texts = golden.outputs.texts.filter { $0.utf8.count < 5000 }
    let together = try await embedder.encode(texts, options: EncodeOptions(outputs: .all))
    for (text, batched) in zip(texts, together) {
      let alone = try await embedder.encode([text], options: EncodeOptions(outputs: .all))[0]
      #expect(largestDifference(try #require(alone.dense), try #require(batched.dense)) < 1e-5)
      let (one, other) = (try #require(alone.tokenVectors), try #require(batched.tokenVectors))
      #expect(largestDifference(one.values, other.values) < 1e-5)
      let lexical = try #require(alone.lexicalWeights)
      let shared = try #require(batched.lexicalWeights)
      #expect(lexical.tokenIDs == shared.tokenIDs)
      #expect(largestDifference(lexical.weights, shared.weights) < 1e-5)
    }
  }
}

/// The default model against transformers 5.23 (torch 2.15, fp32 arithmetic, mean pooling).
@Suite(
  "The default model",
  .enabled(
    if: Folders.shared != nil && Folders.defaultModel != nil, "no goldens, or no default model"))
struct DefaultModelTests {
  struct Golden: Decodable {
    struct Text: Decodable {
      let kind: String
      let text: String
      let ids: [Int32]
    }
    let texts: [Text]
  }

  @Test("agrees with transformers on every text, to a cosine of 0.9999")
  func dense() async throws {
    let folder = try #require(Folders.shared).appending("golden")
    let json = folder.appending("e5-small.json").string
    let golden = try JSONDecoder().decode(
      Golden.self, from: Data(contentsOf: URL(fileURLWithPath: json)))
    let tensors = try FloatTensors(path: folder.appending("e5-small.safetensors"))
    let embedder = try Embedder(model: ModelDirectory(path: try #require(Folders.defaultModel)))
    #expect(embedder.outputs == .all)
    for (index, text) in golden.texts.enumerated() {
      let embedding =
        text.kind == "query"
        ? try await embedder.encodeQueries([text.text])[0]
        : try await embedder.encodeCorpus([text.text])[0]
      #expect(embedding.tokensUsed == text.ids.count)
      let expected = try #require(tensors.row(index, of: "dense"))
      #expect(cosine(try #require(embedding.dense), expected) >= 0.9999, "text \(index)")
    }
  }
}
