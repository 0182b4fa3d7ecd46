import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import Trefoil

/// FlagEmbedding's own outputs for a checkpoint, as they lie beside it.
struct FlagEmbeddingGolden: Sendable {
  /// What FlagEmbedding says of each text and pair.
  struct Outputs: Decodable, Sendable {
    let texts: [String]
    let ids: [[Int32]]
    let fullLengths: [Int]
    let lexical: [[String: Float]]
    let pairs: [[Int]]
    /// With weights 1, 1, 1 and passages of the model's own limit.
    let scores: [String: [Float]]
    /// With weights 0.4, 0.2, 0.4 and passages of 16 tokens (tiny) or 512 (nano).
    let weighted16: [String: [Float]]?
    let weighted512: [String: [Float]]?

    enum CodingKeys: String, CodingKey {
      case texts, ids, lexical, pairs, scores
      case fullLengths = "full_lengths"
      case weighted16 = "scores_w_0_4_0_2_0_4_passage16"
      case weighted512 = "scores_w_0_4_0_2_0_4_passage512"
    }
  }

  /// The layouts in which a model may be published.
  enum Layout: String, CaseIterable, Sendable {
    case safetensors = "model.safetensors"
    case bin = "pytorch_model.bin"
  }

  let directory: FilePath
  let outputs: Outputs
  let tensors: FloatTensors

  init(directory: FilePath) throws {
    self.directory = directory
    let json = directory.appending("outputs.json")
    outputs = try JSONDecoder().decode(
      Outputs.self, from: Data(contentsOf: URL(fileURLWithPath: json.string)))
    tensors = try FloatTensors(path: directory.appending("outputs.safetensors"))
  }

  var pairs: [(query: String, passage: String)] {
    outputs.pairs.map { (outputs.texts[$0[0]], outputs.texts[$0[1]]) }
  }

  /// A text's ColBERT rows as far as the file holds them, each beside its row number.
  func colbertRows(_ text: Int, count: Int) -> [(row: Int, values: [Float])] {
    let name = "colbert_\(text)"
    guard let shape = tensors.shape(name) else { return [] }
    return (0..<shape[0]).compactMap { stored in
      // Of a long text the file holds the first and the last rows.
      let row = stored < shape[0] / 2 ? stored : count - shape[0] + stored
      return tensors.row(stored, of: name).map { (row, $0) }
    }
  }

  /// Opens the model as if it had been published in one layout alone, made by links.
  func embedder(
    _ layout: Layout, in folder: TemporaryDirectory,
    options: EmbedderOptions = EmbedderOptions(precision: .exact)
  ) throws -> Embedder {
    let dropped = Layout.allCases.filter { $0 != layout }.map(\.rawValue)
    for name in try FileManager.default.contentsOfDirectory(atPath: directory.string)
    where !dropped.contains(name) {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path.appending(name).string,
        withDestinationPath: directory.appending(name).string)
    }
    return try Embedder(model: ModelDirectory(path: folder.path), options: options)
  }
}

extension FlagEmbeddingGolden {
  /// Expects the three outputs of every text to agree.
  func expectOutputs(_ layout: Layout) async throws {
    let folder = try TemporaryDirectory()
    let embedder = try embedder(layout, in: folder)
    #expect(embedder.outputs == .all)
    let embeddings = try await embedder.encode(
      outputs.texts, options: EncodeOptions(outputs: .all))
    #expect(embeddings.count == outputs.texts.count)
    for (text, embedding) in embeddings.enumerated() {
      #expect(embedding.tokenCounts.seen == outputs.fullLengths[text], "text \(text)")
      #expect(embedding.tokenCounts.used == outputs.ids[text].count, "text \(text)")
      let dense = try #require(embedding.dense)
      let expected = try #require(tensors.row(text, of: "dense"))
      #expect(largestDifference(dense, expected) < 5e-5, "dense of text \(text)")

      let lexical = try #require(embedding.lexicalWeights)
      let weights = outputs.lexical[text]
      #expect(Set(lexical.tokenIDs.map(String.init)) == Set(weights.keys), "text \(text)")
      for (id, weight) in weights {
        #expect(abs(lexical[try #require(TokenID(id))] - weight) < 2e-4, "token \(id) of \(text)")
      }

      let vectors = try #require(embedding.tokenVectors)
      #expect(vectors.count == embedding.tokenCounts.used - 1)
      let rows = colbertRows(text, count: vectors.count)
      #expect(!rows.isEmpty)
      for (row, values) in rows {
        #expect(largestDifference(Array(vectors[row]), values) < 5e-5, "row \(row) of \(text)")
      }
    }
  }

  /// Expects all five scores of every pair to agree.
  func expectScores(_ layout: Layout) async throws {
    let folder = try TemporaryDirectory()
    let embedder = try embedder(layout, in: folder)
    let weighted = try #require(outputs.weighted16 ?? outputs.weighted512)
    for (expected, weights, maxPassageLength) in [
      (outputs.scores, HybridWeights.equal, embedder.maxLength),
      (
        weighted, try HybridWeights(dense: 0.4, sparse: 0.2, colbert: 0.4),
        outputs.weighted16 == nil ? 512 : 16
      ),
    ] {
      let scores = try await embedder.flagEmbedding.computeScore(
        pairs: pairs, weights: weights, maxQueryLength: min(512, embedder.maxLength),
        maxPassageLength: maxPassageLength)
      for (name, found) in [
        ("dense", scores.map(\.dense)), ("sparse", scores.map(\.sparse)),
        ("colbert", scores.map(\.colbert)), ("sparse+dense", scores.map(\.sparseDense)),
        ("colbert+sparse+dense", scores.map(\.colbertSparseDense)),
      ] {
        let values = try #require(expected[name])
        #expect(values.count == found.count)
        for (pair, (one, other)) in zip(found, values).enumerated() {
          #expect(abs(try #require(one) - other) < 2e-4, "\(name) of pair \(pair)")
        }
      }
    }
  }

  /// Expects each text's outputs to be the same alone as in batches of these tokens.
  func expectBatchedEqualsAlone(maxBatchTokens: Int, below maxBytes: Int) async throws {
    let folder = try TemporaryDirectory()
    let embedder = try embedder(
      .safetensors, in: folder,
      options: EmbedderOptions(maxBatchTokens: maxBatchTokens, precision: .exact))
    let texts = outputs.texts.filter { $0.utf8.count < maxBytes }
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
