import Foundation
import Testing
import Trefoil
import TrefoilTesting
import TrefoilWire

@Suite("JSON of embeddings and tokens")
struct EmbeddingRecordTests {
  private static let embedding = Embedding(
    dense: [1, 0], lexicalWeights: LexicalWeights([(9, 0.5), (4, 0.25)]),
    tokenVectors: TokenVectors(values: [1, 2, 3, 4, 5, 6], dimension: 3),
    tokenCounts: TokenCounts(seen: 9, used: 3))

  @Test("has FlagEmbedding's keys, for the outputs that there are")
  func keys() {
    #expect(
      WireText.of(EmbeddingRecord(Self.embedding, id: "a"))
        == #"{"id":"a","dense_vecs":[1.0,0.0],"lexical_weights":{"4":0.25,"9":0.5},"#
        + #""colbert_vecs":[[1.0,2.0,3.0],[4.0,5.0,6.0]],"tokens_seen":9,"tokens_used":3}"#)
    let empty = Embedding(
      dense: nil, lexicalWeights: LexicalWeights([]), tokenVectors: nil,
      tokenCounts: TokenCounts(seen: 2, used: 2))
    #expect(
      WireText.of(EmbeddingRecord(empty, id: "1"))
        == #"{"id":"1","lexical_weights":{},"tokens_seen":2,"tokens_used":2}"#)
  }

  @Test("reads back as the same bits", arguments: [1, 2, 7, 64])
  func readBack(dimension: Int) throws {
    var numbers = SeededNumbers(seed: UInt64(dimension))
    let values = numbers.floats(3 * dimension)
    let embedding = Embedding(
      dense: Array(values[..<dimension]),
      lexicalWeights: LexicalWeights(values.enumerated().map { (TokenID($0), $1) }),
      tokenVectors: TokenVectors(values: values, dimension: dimension),
      tokenCounts: TokenCounts(seen: 9, used: 9))
    let record = EmbeddingRecord(embedding, id: "“\\\"\n”")
    #expect(try WireText.readBack(record) == record)
  }

  @Test("says by Foundation's encoder what it says by ours")
  func otherEncoder() throws {
    let record = EmbeddingRecord(Self.embedding, id: "a")
    let data = try JSONEncoder().encode(record)
    #expect(try JSONDecoder().decode(EmbeddingRecord.self, from: data) == record)
  }

  @Test(
    "refuses what is no embedding",
    arguments: [
      #"{"id":"a","tokens_seen":1,"tokens_used":1,"lexical_weights":{"x":1}}"#,
      #"{"id":"a","tokens_seen":1,"tokens_used":1,"lexical_weights":{"1":"x"}}"#,
      #"{"id":"a","tokens_seen":1,"tokens_used":1,"colbert_vecs":[[1],[1,2]]}"#,
      #"{"id":"a","tokens_seen":1,"tokens_used":1,"colbert_vecs":[[]]}"#,
      #"{"id":"a","tokens_seen":1}"#,
    ])
  func refused(text: String) {
    #expect(throws: DecodingError.self) {
      try WireText.read(text, as: EmbeddingRecord.self)
    }
  }

  @Test("has tokens with their pieces and their places")
  func tokens() throws {
    let text = TokenizedText(tokenIDs: [0, 7, 2], ranges: [0..<0, 0..<5, 5..<5])
    let record = TokensRecord(text, pieces: ["<s>", "▁\"é", "</s>"], id: "1")
    #expect(
      WireText.of(record)
        == #"{"id":"1","ids":[0,7,2],"tokens":["<s>","▁\"é","</s>"],"ranges":[[0,0],[0,5],[5,5]]}"#)
    #expect(try WireText.readBack(record) == record)
    let data = try JSONEncoder().encode(record)
    #expect(try JSONDecoder().decode(TokensRecord.self, from: data) == record)
  }

  @Test("refuses what is no range", arguments: ["[1]", "[1,2,3]", "[2,1]", "[]", "null"])
  func ranges(text: String) {
    #expect(throws: DecodingError.self) { try WireText.read(text, as: RangeRecord.self) }
  }
}
