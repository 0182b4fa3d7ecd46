import TrefoilTesting
import Testing
import Trefoil

/// BGE-M3's published figures, which its own runs meet to within 2.4e-4 of one another.
///
/// They need the real weights: `TREFOIL_BGE_M3` names a directory with them.
@Suite(
  "BGE-M3's published figures",
  .enabled(if: Folders.bgeM3 != nil, "TREFOIL_BGE_M3 names no directory with the real weights"))
struct PublishedFiguresTests {
  private static let tolerance: Float = 1e-3

  private func embedder() throws -> Embedder {
    try Embedder(
      model: ModelDirectory(path: try #require(Folders.bgeM3)),
      options: EmbedderOptions(precision: .exact))
  }

  /// The tutorial of FlagEmbedding's documentation, computed in half precision.
  private static let query = "Please tell me more about LangChain."
  private static let documents = [
    "Hi, nice to meet you.",
    "LangChain simplifies the process of building applications with large language models.",
    "The LangChain English tutorial is structured based on LangChain's official documentation,"
      + " cookbook, and various practical examples to help users utilize LangChain more easily and"
      + " effectively.",
    "LangChain simplifies the process of building applications with large-scale language models.",
    "Retrieval-Augmented Generation (RAG) is an effective technique for improving AI responses.",
  ]
  private static let ends: [[Float]] = [
    [-0.0271, 0.003561, -0.0506, 0.00911, -0.04565, 0.02028],
    [-0.02242, -0.01398, -0.00946, 0.01851, 0.01907, -0.01917],
    [0.01386, -0.02118, 0.01807, -0.01463, 0.04373, -0.011856],
    [-0.02365, -0.008675, -0.000806, 0.01537, 0.01438, -0.02342],
    [-0.01289, -0.007313, -0.0121, -0.00561, 0.03787, 0.006016],
    [-0.02156, -0.01993, -0.01706, -0.01994, 0.0318, -0.003395],
  ]

  @Test("the tutorial's dense vectors, scores and order")
  func tutorial() async throws {
    let embedder = try embedder()
    let texts = Self.documents + [Self.query]
    let embeddings = try await embedder.encode(texts, options: EncodeOptions(outputs: .all))
    for (embedding, expected) in zip(embeddings, Self.ends) {
      let dense = try #require(embedding.dense)
      let found = Array(dense.prefix(3) + dense.suffix(3))
      #expect(largestDifference(found, expected) < Self.tolerance)
    }
    let query = embeddings[5]
    let lexical: [Float] = [
      0.0118865966796875, 0.2313995361328125, 0.18797683715820312, 0.2268962860107422,
      0.002368927001953125,
    ]
    let colbert: [Float] = [
      0.509117841720581, 0.7039894461631775, 0.6632840037345886, 0.7057777643203735,
      0.38082367181777954,
    ]
    var order: [(dense: Float, index: Int)] = []
    for index in Self.documents.indices {
      let parts = HybridScorer().parts(query, embeddings[index])
      #expect(abs(try #require(parts.sparse) - lexical[index]) < Self.tolerance)
      #expect(abs(try #require(parts.colbert) - colbert[index]) < Self.tolerance)
      order.append((try #require(parts.dense), index))
    }
    #expect(order.sorted { $0.dense > $1.dense }.map(\.index) == [1, 3, 2, 0, 4])
  }

  @Test("the README's five scores of four pairs")
  func readme() async throws {
    let queries = ["What is BGE M3?", "Defination of BM25"]
    let passages = [
      "BGE M3 is an embedding model supporting dense retrieval, lexical matching and multi-vector"
        + " interaction.",
      "BM25 is a bag-of-words retrieval function that ranks a set of documents based on the query"
        + " terms appearing in each document",
    ]
    let scores = try await embedder().flagEmbedding.computeScore(
      pairs: queries.flatMap { query in passages.map { (query, $0) } },
      weights: HybridWeights(dense: 0.4, sparse: 0.2, colbert: 0.4), maxPassageLength: 128)
    let expected: [[Float]] = [
      [0.7796500, 0.4621466, 0.4523795, 0.7898575], [0.1955566, 0.0087967, 0, 0.1802979],
      [0.6259766, 0.3474121, 0.3498535, 0.6782227], [0.4825032, 0.2345403, 0.2332357, 0.5122477],
      [0.6013619, 0.3255828, 0.3208932, 0.6232916],
    ]
    for (pair, score) in scores.enumerated() {
      let found = [
        score.colbert, score.sparse, score.dense, score.sparseDense, score.colbertSparseDense,
      ]
      for (one, row) in zip(found, expected) {
        #expect(abs(try #require(one) - row[pair]) < Self.tolerance)
      }
    }
  }

  @Test("the README's token weights")
  func tokenWeights() async throws {
    let embedder = try embedder()
    let embedding = try await embedder.flagEmbedding.encode(
      ["What is BGE M3?"], returnSparse: true)[0]
    let tokens = embedder.flagEmbedding.convertIDToToken(try #require(embedding.lexicalWeights))
    let weights: [String: Float] = [
      "What": 0.08356, "is": 0.0814, "B": 0.1296, "GE": 0.252, "M": 0.1702, "3": 0.2695,
      "?": 0.04092,
    ]
    #expect(tokens.count == weights.count)
    for (_, token, weight) in tokens {
      let word = token.drop { $0 == "▁" }
      #expect(abs(weight - (try #require(weights[String(word)]))) < Self.tolerance)
    }
  }
}
