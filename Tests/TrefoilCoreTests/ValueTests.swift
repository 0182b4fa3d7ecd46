import Foundation
import Testing
import TrefoilCore

@Suite("Values that flow")
struct ValueTests {
  @Test("a packed batch holds its sequences end to end")
  func packedBatch() {
    let batch = PackedBatch([[0, 5, 2], [0, 2], [0, 7, 8, 2]])
    #expect(batch.tokenIDs == [0, 5, 2, 0, 2, 0, 7, 8, 2])
    #expect(batch.offsets == [0, 3, 5, 9])
    #expect(batch.sequenceCount == 3)
    #expect(batch.totalTokens == 9)
    #expect(batch.longestSequence == 4)
    #expect(batch.range(of: 1) == 3..<5)
  }

  @Test("a batch of nothing has no tokens")
  func emptyBatch() {
    #expect(PackedBatch().sequenceCount == 0)
    #expect(PackedBatch().longestSequence == 0)
  }

  @Test("an empty sequence in a batch stops the process with its number")
  func emptySequence() async {
    await #expect(processExitsWith: .failure) {
      var batch = PackedBatch([[0, 2]])
      batch.append([])
    }
  }

  @Test("lexical weights keep the largest per token, sorted, and drop what is not above zero")
  func lexicalWeights() {
    let weights = LexicalWeights([(9, 0.5), (4, 0.25), (9, 0.75), (5, 0), (6, -1), (4, 0.125)])
    #expect(weights.tokenIDs == [4, 9])
    #expect(weights.weights == [0.25, 0.75])
    #expect(weights[9] == 0.75)
    #expect(weights[4] == 0.25)
    #expect(weights[5] == 0)
    #expect(weights[10] == 0)
    #expect(LexicalWeights([]).isEmpty)
  }

  @Test("token vectors give their rows")
  func tokenVectors() {
    let vectors = TokenVectors(values: [1, 2, 3, 4, 5, 6], dimension: 3)
    #expect(vectors.count == 2)
    #expect(Array(vectors[1]) == [4, 5, 6])
    #expect(TokenVectors(values: [], dimension: 3).count == 0)
  }

  @Test("outputs read as their names")
  func outputs() {
    #expect(EmbeddingOutputs.all.description == "dense,sparse,colbert")
    #expect(EmbeddingOutputs([.colbert, .dense]).description == "dense,colbert")
    #expect(EmbeddingOutputs([]).description == "")
  }

  @Test("an embedding knows whether its text was cut")
  func truncation() {
    #expect(TokenCounts(seen: 9, used: 8).wasTruncated)
    #expect(!TokenCounts(seen: 8, used: 8).wasTruncated)
  }

  @Test("values are read back from JSON as they were written")
  func codable() throws {
    let embedding = Embedding(
      dense: [0.6, -0.8], lexicalWeights: LexicalWeights([(7, 0.5), (3, 0.25)]),
      tokenVectors: TokenVectors(values: [1, 0, 0, 1], dimension: 2),
      tokenCounts: TokenCounts(seen: 9, used: 3))
    let json = try JSONEncoder().encode(embedding)
    #expect(try JSONDecoder().decode(Embedding.self, from: json) == embedding)
    let scores = ScoreValues<Float?>(dense: 0.5, colbert: -0.25)
    let text = try JSONEncoder().encode(scores)
    #expect(try JSONDecoder().decode(ScoreValues<Float?>.self, from: text) == scores)
  }

  @Test(
    "values that break their rules are not read",
    arguments: [
      #"{"dimension": 3, "values": [1, 2]}"#, #"{"dimension": 0, "values": []}"#,
      #"{"dimension": -1, "values": [1]}"#,
    ])
  func badVectors(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(TokenVectors.self, from: Data(json.utf8))
    }
  }

  @Test(
    "weights that are out of order, or not one a token, are not read",
    arguments: [
      #"{"tokenIDs": [2, 1], "weights": [1, 1]}"#, #"{"tokenIDs": [1, 1], "weights": [1, 1]}"#,
      #"{"tokenIDs": [1], "weights": [1, 2]}"#,
    ])
  func badWeights(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(LexicalWeights.self, from: Data(json.utf8))
    }
  }
}
