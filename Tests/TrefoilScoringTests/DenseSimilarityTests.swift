import Testing
import TrefoilCore
import TrefoilScoring

@Suite("Dense similarities")
struct DenseSimilarityTests {
  private static let one: [Float] = [3, 0, -4]
  private static let other: [Float] = [1, 2, -2]

  @Test(
    "are what their definitions say",
    arguments: [
      (DenseSimilarity.cosine, Float(11.0 / 15)), (.dot, 11),
      (.euclidean, -(12 as Float).squareRoot()),
      (.manhattan, -6),
    ])
  func definitions(similarity: DenseSimilarity, expected: Float) {
    let score = DenseScorer.score(Self.one, Self.other, similarity: similarity)
    #expect(abs(score - expected) < 1e-6)
    #expect(DenseScorer.score(Self.other, Self.one, similarity: similarity) == score)
  }

  @Test("the cosine is the standard, and a vector without length has none")
  func cosine() {
    #expect(abs(DenseScorer.score(Self.one, Self.one) - 1) < 1e-6)
    #expect(DenseScorer.score(Self.one, [0, 0, 0]) == 0)
    #expect(DenseScorer.score([], []) == 0)
  }

  @Test("a collection's scores are the bits of a pair's", arguments: DenseSimilarity.allCases)
  func collection(similarity: DenseSimilarity) {
    let vectors = DenseVectors(
      Self.one + Self.other + [0, 0, 0], dimension: 3, similarity: similarity)
    let expected = [Self.one, Self.other, [0, 0, 0]].map {
      DenseScorer.score(Self.other, $0, similarity: similarity)
    }
    #expect(vectors.scores(Self.other) == expected)
  }

  @Test("the hybrid follows the model's")
  func hybrid() {
    let embeddings = [Self.one, Self.other].map {
      Embedding(
        dense: $0, lexicalWeights: nil, tokenVectors: nil,
        tokenCounts: TokenCounts(seen: 2, used: 2))
    }
    let scorer = HybridScorer(weights: HybridWeights(only: .dense), similarity: .manhattan)
    let parts = scorer.parts(embeddings[0], embeddings[1])
    #expect(parts.dense == -6 && scorer.score(parts) == -6)
  }
}
