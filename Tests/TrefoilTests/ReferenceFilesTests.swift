import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilTesting

/// What sentence-transformers 6.2 makes of the tiny model with other small files.
@Suite("A model's small files, against sentence-transformers")
struct ReferenceFilesTests {
  /// The model with some files in place of its own, and the vectors that it then gives.
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let kind: String
    let dense: [[Float]]
    let scores: [Float]
    var testDescription: String { name }

    var role: TextRole {
      switch kind {
      case "query": .query
      case "passage": .passage
      default: .plain
      }
    }
  }

  private struct Golden: Decodable {
    let texts: [String]
    let cases: [Case]
  }

  private static let path = Folders.fixtures.appending("model-files/cases.json")
  private static let golden: Golden? = try? JSONDecoder().decode(
    Golden.self, from: Data(contentsOf: URL(fileURLWithPath: path.string)))
  static let cases = golden?.cases ?? []

  /// The directory of a case.
  private func model(_ name: String) throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    let tiny = Folders.tinyModel
    let manager = FileManager.default
    for name in [
      "config.json", "model.safetensors", "modules.json", "sentence_bert_config.json",
      "sentencepiece.bpe.model", "tokenizer_config.json", "1_Pooling",
    ] {
      try manager.copyItem(atPath: tiny.appending(name).string, toPath: directory.path(name))
    }
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: Self.path.string)))
    let cases = try #require((json as? [String: Any])?["cases"] as? [[String: Any]])
    let files = try #require(
      cases.first { $0["name"] as? String == name }?["files"] as? [String: Any])
    for (name, content) in files { try write(content, to: name, in: directory) }
    return directory
  }

  /// A file that is null is left out, and of `config.json` some keys are changed.
  private func write(_ content: Any, to name: String, in directory: TemporaryDirectory) throws {
    guard !(content is NSNull) else {
      return try FileManager.default.removeItem(atPath: directory.path(name))
    }
    var content = content
    if name == "config.json", let changes = content as? [String: Any] {
      let own = try JSONSerialization.jsonObject(with: Data(directory.read(name)))
      content = (own as? [String: Any] ?? [:]).merging(changes) { $1 }
    }
    try directory.write(JSONSerialization.data(withJSONObject: content), to: name)
  }

  @Test("all cases are there")
  func all() {
    #expect(Self.cases.count > 20 && Self.golden?.texts.count == 4)
  }

  @Test("give the same vectors and scores", arguments: cases)
  func same(expected: Case) async throws {
    let texts = try #require(Self.golden).texts
    let directory = try model(expected.name)
    let embedder = try Embedder(
      model: ModelDirectory(path: directory.path), options: EmbedderOptions(precision: .exact))
    let embeddings = try await embedder.encode(texts, options: EncodeOptions(role: expected.role))
    for (embedding, dense) in zip(embeddings, expected.dense) {
      #expect(largestDifference(try #require(embedding.dense), dense) < 1e-5)
    }
    let scorer = embedder.scorer(HybridWeights(only: .dense))
    for (embedding, score) in zip(embeddings, expected.scores) {
      let found = try #require(scorer.parts(embeddings[0], embedding).dense)
      // Larger scores have fewer decimals.
      #expect(abs(found - score) < 1e-5 * max(1, abs(score)) + 1e-5, "\(found), not \(score)")
    }
  }
}
