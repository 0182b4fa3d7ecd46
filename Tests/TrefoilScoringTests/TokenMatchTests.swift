import TrefoilTesting
import Testing
import TrefoilCore
import TrefoilScoring

@Suite("Matches of tokens")
struct TokenMatchTests {
  private static func vectors(_ count: Int, _ dimension: Int, seed: UInt64) -> TokenVectors {
    var generator = SeededNumbers(seed: seed)
    var values: [Float] = []
    for _ in 0..<count {
      let row = (0..<dimension).map { _ in generator.unit() }
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      values += row.map { $0 / length }
    }
    return TokenVectors(values: values, dimension: dimension)
  }

  @Test(
    "are those of a Double reference, and their mean is the score",
    arguments: [(1, 1, 1), (3, 7, 8), (5, 31, 24), (33, 257, 128), (4, 600, 1024)])
  func reference(queryTokens: Int, passageTokens: Int, dimension: Int) {
    let query = Self.vectors(queryTokens, dimension, seed: 3)
    let passage = Self.vectors(passageTokens, dimension, seed: 4)
    let matches = LateInteractionScorer.matches(query, passage)
    #expect(matches.count == queryTokens)
    for (row, match) in matches.enumerated() {
      let products = (0..<passageTokens).map { other in
        zip(query[row], passage[other]).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      }
      let best = products.max() ?? 0
      #expect(abs(Double(match.similarity) - best) < 1e-5)
      // Which of two that differ by less than fp32 shows is the best, nobody can say.
      #expect(best - products[match.passageRow] < 1e-5)
    }
    let mean = matches.reduce(0.0) { $0 + Double($1.similarity) } / Double(queryTokens)
    #expect(abs(mean - Double(LateInteractionScorer.maxSim(query, passage))) < 1e-5)
  }

  @Test("are the first of equals, and never what is not a number")
  func ties() {
    let query = TokenVectors(values: [1, 0, 0, 1], dimension: 2)
    let passage = TokenVectors(values: [.nan, 1, 0, 1, 1, 0, 1, 0, 0, 1], dimension: 2)
    let matches = LateInteractionScorer.matches(query, passage)
    #expect(matches.map(\.passageRow) == [2, 1])
    #expect(matches.map(\.similarity) == [1, 1])
  }

  @Test("are none where a side has no row")
  func empty() {
    let none = TokenVectors(values: [], dimension: 2)
    let one = TokenVectors(values: [1, 0], dimension: 2)
    #expect(LateInteractionScorer.matches(none, one).isEmpty)
    #expect(LateInteractionScorer.matches(one, none).isEmpty)
  }

  @Test(
    "beside them, what each score adds to the hybrid one sums to it",
    arguments: ["1,1,1", "1,0.3,1", "sparse=2", "dense=0.4,colbert=0.6"])
  func contributions(weights: String) throws {
    let scorer = HybridScorer(weights: try HybridWeights(parsing: weights))
    let parts = ScoreBreakdown(dense: 0.9, sparse: 0.12, colbert: -0.3)
    let added = scorer.contributions(parts)
    let sum = [added.dense, added.sparse, added.colbert].compactMap(\.self).reduce(0, +)
    #expect(abs(sum - (try #require(scorer.score(parts)))) < 1e-6)
    #expect(scorer.contributions(ScoreBreakdown(dense: 1)).colbert == nil)
  }
}
