import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilModel
import TrefoilTensor
import TrefoilTesting
import TrefoilText

/// What becomes of a text whose output is no number.
@Suite("Outputs that are not finite")
struct NotFiniteTests {
  /// Texts with an `x` fail; each has a batch of its own.
  private func embedder(maxBatchTokens: Int = 8) throws -> Embedder {
    let folder = Folders.tinyModel
    return try Embedder(
      model: ModelDirectory(path: folder),
      configuration: try ModelConfiguration(directory: folder), tokenizer: ByteTokenizer(),
      backend: CountingBackend(failing: TokenID(UInt8(ascii: "x"))), precision: .exact,
      team: ThreadTeam(count: 1), maxBatchTokens: maxBatchTokens)
  }

  private static let texts = ["abcdef", "a", "bc", "bx", "cd", "bx", "de"]

  @Test("are called by the text's place in the call, whatever its batch", arguments: [8, 2048])
  func place(maxBatchTokens: Int) async throws {
    let embedder = try embedder(maxBatchTokens: maxBatchTokens)
    let expected = EmbedderError.notFinite(role: .plain, index: 3, output: "counting")
    await #expect(throws: expected) { try await embedder.encode(Self.texts) }
    let prepared = try await embedder.prepare(Self.texts)
    await #expect(throws: expected) { try await embedder.embed(prepared.keeping([2, 3])) }
    await #expect(throws: EmbedderError.notFinite(role: .passage, index: 0, output: "counting")) {
      try await embedder.explain(query: "a", passage: "x")
    }
  }

  @Test("are passed over, and the other texts' vectors are what they are alone")
  func passOver() async throws {
    let embedder = try embedder(maxBatchTokens: 2048)
    let results = try await embedder.results(of: try await embedder.prepare(Self.texts))
    for (index, (text, result)) in zip(Self.texts, results).enumerated() {
      if text.contains("x") {
        #expect(
          result
            == .failure(EmbedderError.notFinite(role: .plain, index: index, output: "counting")))
      } else {
        #expect(try result.get() == (try await embedder.encode([text])[0]))
      }
    }
  }

  @Test("leave a passage out of its lists, if they may, and end a ranking otherwise")
  func ranking() async throws {
    let reranker = try Reranker(embedder: try embedder())
    let lists = [
      CandidateList(query: "a", passages: ["a", "x", "b"]),
      CandidateList(query: "b", passages: []), CandidateList(query: "c", passages: ["x"]),
      CandidateList(query: "d", passages: ["d", "x"]),
    ]
    let prepared = try await reranker.prepare(lists)
    await #expect(throws: EmbedderError.notFinite(role: .passage, index: 1, output: "counting")) {
      try await reranker.rank(prepared) { _, _ in }
    }
    var passed: [[Int]] = []
    var kept: [[Int]] = []
    try await reranker.rank(
      prepared, passOver: { passage, _ in passed.append([prepared.list(of: passage), passage]) },
      receive: { _, ranking in kept.append(ranking.passages.map(\.index).sorted()) })
    #expect(passed == [[0, 1], [2, 3], [3, 5]])
    #expect(kept == [[0, 2], [], [], [0]])
    await #expect(throws: EmbedderError.notFinite(role: .query, index: 1, output: "counting")) {
      try await reranker.rank([
        CandidateList(query: "a", passages: ["a"]), CandidateList(query: "x", passages: ["a"]),
      ])
    }
  }

  @Test("weights that somebody writes to while they are mapped end the next pass")
  func overwritten() async throws {
    let folder = try TemporaryDirectory()
    for name in ["config.json", "sentencepiece.bpe.model", "model.safetensors"] {
      try FileManager.default.copyItem(
        atPath: Folders.tinyModel.appending(name).string, toPath: folder.path(name))
    }
    let embedder = try Embedder(model: ModelDirectory(path: folder.path))
    let options = EncodeOptions(outputs: .dense)
    #expect(try await embedder.encode(["moon"], options: options).count == 1)
    let path = folder.path.appending("model.safetensors")
    // A renamed file is another one, which an open model does not see.
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path.string))
    try bytes.write(to: URL(fileURLWithPath: path.string), options: .atomic)
    #expect(try await embedder.encode(["moon"], options: options).count == 1)
    let again = try Embedder(model: ModelDirectory(path: folder.path))
    let handle = try #require(FileHandle(forUpdatingAtPath: path.string))
    try handle.seek(toOffset: UInt64(bytes.count - 1))
    try handle.write(contentsOf: bytes.suffix(1))
    try handle.close()
    await #expect(throws: EncoderError.fileChanged(path)) {
      try await again.encode(["moon"], options: options)
    }
  }
}
