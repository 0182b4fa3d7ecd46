import TrefoilTesting
import Testing
import TrefoilCore
import TrefoilScoring

@Suite("Lexical matching of many passages")
struct LexicalScoresTests {
  @Test(
    "gives the bits that each passage's own score has, in either order of size",
    arguments: [0, 1, 12, 500, 5000], [0, 1, 180, 3000])
  func sameBits(queryTokens: Int, passageTokens: Int) {
    var generator = SeededNumbers(seed: 41)
    func text(_ count: Int) -> LexicalWeights {
      LexicalWeights(
        (0..<count).map { _ in
          // Squared, so that small ids are frequent and texts share some; others differ by 4,096.
          let place = generator.unit()
          return (TokenID(place * place * 20_000), abs(generator.unit()) + 0.01)
        })
    }
    let query = text(queryTokens)
    let passages = (0..<5).map { _ in text(passageTokens) } + [query]
    #expect(
      LexicalScorer.scores(query, passages) == passages.map { LexicalScorer.score(query, $0) })
  }
}
