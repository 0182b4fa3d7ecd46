import Testing
import Trefoil
import TrefoilTesting

@Suite("Prepared texts")
struct PreparedTextsTests {
  private let embedder: Embedder
  private let texts = ["a", "", "the lighthouse keeper", "a", "灯塔看守人每天晚上点灯之前都会记下天气。"]

  init() throws {
    embedder = try Embedder(
      model: ModelDirectory(path: Folders.fixtures.appending("tiny-bge-m3")))
  }

  @Test("become what encode gives, bit for bit", arguments: [TruncationPolicy.head, .tail])
  func embed(policy: TruncationPolicy) async throws {
    let options = EncodeOptions(outputs: .all, maxLength: 6, truncation: policy, role: .query)
    let prepared = try await embedder.prepare(texts, options: options)
    let embedded = try await embedder.embed(prepared)
    #expect(embedded == (try await embedder.encode(texts, options: options)))
    #expect(
      embedded.map(\.tokenCounts) == (0..<prepared.count).map { prepared.tokenCounts(of: $0) })
    #expect(prepared.truncatedCount == embedded.count { $0.tokenCounts.wasTruncated })
    #expect(prepared.truncatedCount > 0)
  }

  @Test("tell their tokens before they are encoded, as the tokenizer counts them")
  func counts() async throws {
    let prepared = try await embedder.prepare(texts, options: EncodeOptions(maxLength: 4))
    #expect(prepared.count == texts.count)
    for (index, text) in texts.enumerated() {
      let seen = try embedder.tokenizer.tokenize(text, trailingSpaces: .dropped).count
      #expect(prepared.tokenCounts(of: index) == TokenCounts(seen: seen, used: min(4, seen)))
    }
  }

  @Test("are picked in any order")
  func keeping() async throws {
    let prepared = try await embedder.prepare(texts)
    let all = try await embedder.embed(prepared)
    let some = try await embedder.embed(prepared.keeping([4, 0, 4]))
    #expect(some == [all[4], all[0], all[4]])
    #expect(try await embedder.embed(prepared.keeping([])).isEmpty)
  }

  @Test("options are checked without a text, and nothing is encoded")
  func validate() throws {
    #expect(throws: EmbedderError.noOutputs) {
      try embedder.validate(EncodeOptions(outputs: []))
    }
    #expect(throws: EmbedderError.lengthOutOfRange(asked: 1, limit: embedder.maxLength)) {
      try embedder.validate(EncodeOptions(maxLength: 1))
    }
    try embedder.validate(EncodeOptions(outputs: .all, maxLength: 2, dimensions: 1))
  }
}
