import Foundation
import Testing
import Trefoil
import TrefoilTesting

@Suite("Results as JSON")
struct ResultCodingTests {
  private let embedder: Embedder

  init() throws {
    embedder = try Embedder(
      model: ModelDirectory(path: Folders.fixtures.appending("tiny-bge-m3")))
  }

  private func readBack<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  @Test("are read back as they were written")
  func readBack() async throws {
    let (query, passages) = ("the baker", ["The baker opens at six.", "", "灯塔看守人"])
    let ranking = try await Reranker(embedder: embedder).rank(query, passages)
    #expect(try readBack(ranking) == ranking)
    let pairs = try await embedder.flagEmbedding.computeScore(pairs: [(query, passages[0])])
    #expect(try readBack(pairs) == pairs)
    let embeddings = try await embedder.encode(passages, options: EncodeOptions(outputs: .all))
    #expect(try readBack(embeddings) == embeddings)
    for passage in passages {
      let explanation = try await embedder.explain(
        query: query, passage: passage, maxPassageLength: 5)
      #expect(try readBack(explanation) == explanation)
    }
  }

  @Test(
    "of an explanation that leave its texts are an error, not a trap",
    arguments: [
      ("\"passageToken\":", "9999"), ("\"queryToken\":", "-1"), ("\"word\":", "77"),
      ("\"passageWord\":", "500"), ("\"queryWord\":", "500"), ("\"range\":", "[0,4000]"),
    ])
  func hostile(key: String, value: String) async throws {
    let explanation = try await embedder.explain(
      query: "the baker", passage: "The baker opens at six.")
    let json = String(decoding: try JSONEncoder().encode(explanation), as: UTF8.self)
    let start = try #require(json.range(of: key)?.upperBound)
    let isList = json[start] == "["
    let end = try #require(
      json[start...].firstIndex { isList ? $0 == "]" : $0 == "," || $0 == "}" })
    let forged = json[..<start] + value + json[(isList ? json.index(after: end) : end)...]
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Explanation.self, from: Data(forged.utf8))
    }
  }
}
