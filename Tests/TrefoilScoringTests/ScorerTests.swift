import TrefoilTesting
import Testing
import TrefoilCore
import TrefoilScoring

@Suite("Scorers")
struct ScorerTests {
  @Test("a text matches itself with 1 in dense and late interaction")
  func itself() {
    let unit: [Float] = [0.6, 0, -0.8]
    #expect(abs(DenseScorer.score(unit, unit) - 1) < 1e-6)
    let vectors = TokenVectors(values: unit + [0, 1, 0], dimension: 3)
    #expect(abs(LateInteractionScorer.maxSim(vectors, vectors) - 1) < 1e-6)
  }

  @Test("lexical matching sums the products over shared tokens alone")
  func lexical() {
    let query = LexicalWeights([(3, 0.5), (7, 2), (9, 1)])
    let passage = LexicalWeights([(1, 4), (7, 0.25), (9, 3), (12, 5)])
    #expect(LexicalScorer.score(query, passage) == 2 * 0.25 + 1 * 3)
    #expect(LexicalScorer.score(passage, query) == LexicalScorer.score(query, passage))
    #expect(LexicalScorer.score(query, LexicalWeights([])) == 0)
    #expect(LexicalScorer.score(query, LexicalWeights([(4, 1)])) == 0)
  }

  @Test("late interaction is the mean of each query row's best match")
  func maxSim() {
    let query = TokenVectors(values: [1, 0, 0, 1], dimension: 2)
    let passage = TokenVectors(values: [0.6, 0.8, -1, 0, 0.8, 0.6], dimension: 2)
    #expect(abs(LateInteractionScorer.maxSim(query, passage) - (0.8 + 0.8) / 2) < 1e-6)
  }

  @Test("late interaction with no token on a side is zero")
  func maxSimOfNothing() {
    let none = TokenVectors(values: [], dimension: 2)
    let one = TokenVectors(values: [1, 0], dimension: 2)
    #expect(LateInteractionScorer.maxSim(none, one) == 0)
    #expect(LateInteractionScorer.maxSim(one, none) == 0)
  }

  @Test(
    "late interaction equals a Double reference across block borders",
    arguments: [1, 2, 255, 256, 257, 600])
  func maxSimReference(passageTokens: Int) {
    var generator = SeededNumbers(seed: 7)
    let query = (0..<5 * 24).map { _ in generator.unit() }
    let passage = (0..<passageTokens * 24).map { _ in generator.unit() }
    var sum = 0.0
    for i in 0..<5 {
      var best = -Double.infinity
      for j in 0..<passageTokens {
        var product = 0.0
        for k in 0..<24 { product += Double(query[i * 24 + k]) * Double(passage[j * 24 + k]) }
        best = max(best, product)
      }
      sum += best
    }
    let score = LateInteractionScorer.maxSim(
      TokenVectors(values: query, dimension: 24), TokenVectors(values: passage, dimension: 24))
    #expect(abs(Double(score) - sum / 5) < 1e-5)
  }

  @Test("the hybrid score is the weighted mean, and misses nothing quietly")
  func hybrid() throws {
    let parts = ScoreBreakdown(dense: 0.5, sparse: 0.25, colbert: 0.75)
    let weights = try HybridWeights(dense: 0.4, sparse: 0.2, colbert: 0.4)
    let score = try #require(HybridScorer(weights: weights).score(parts))
    #expect(abs(score - 0.55) < 1e-6)
    let two = HybridScorer(weights: weights).mean(parts, over: [.dense, .sparse])
    #expect(abs(try #require(two) - 0.25 / 0.6) < 1e-6)
    let missing = ScoreBreakdown(dense: 0.5, colbert: 0.75)
    #expect(HybridScorer(weights: weights).score(missing) == nil)
    let withoutSparse = try HybridWeights(dense: 1, colbert: 3)
    #expect(HybridScorer(weights: withoutSparse).score(missing) == 0.6875)
    let colbertAlone = try HybridWeights(colbert: 1)
    #expect(HybridScorer(weights: colbertAlone).mean(parts, over: [.dense, .sparse]) == nil)
  }
}
