import Testing
import TrefoilEvaluation
import TrefoilIndex

@Suite("Passage order")
struct PassageOrderTests {
  private static let ids: [Identifier] = ["b", "a", "B", "10", "9", "é", "e", "ab", "a b", "😀"]
  private static let passages = ids.map { Document(id: $0, text: "") }

  @Test(
    "is that of a run, whatever ties, signs and zeros there are",
    arguments: [
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, -0.0, 1, 1, -1, -1, 0.5, -0.5, 0, -0.0],
      [2e-38, -2e-38, 0, .infinity, -.infinity, 3, 3, -3, -3, 3.0000002],
    ] as [[Float]])
  func runOrder(scores: [Float]) {
    let entries = zip(Self.ids, scores).map { Run.Entry(passage: $0, score: Double($1)) }
    for depth in [1, 4, 10, 99] {
      let found = PassageOrder(Self.passages).entries(scores, depth: depth)
      #expect(found.map(\.passage) == Run.ordered(entries).prefix(depth).map(\.passage))
    }
    #expect(PassageOrder(Self.passages).entries(scores, depth: 0).isEmpty)
  }

  @Test("leaves out an id, and no other that Unicode calls equal")
  func excluded() {
    let ids: [Identifier] = ["caf\u{e9}", "cafe\u{301}", "x"]
    let order = PassageOrder(ids.map { Document(id: $0, text: "") })
    #expect(order.best([3, 2, 1], depth: 2, without: "caf\u{e9}").map(\.passage) == [1, 2])
    #expect(order.best([3, 2, 1], depth: 2, without: "y").map(\.passage) == [0, 1])
  }

  @Test("leaves out what has no score and what is no candidate")
  func leftOut() {
    var scores = [Float](repeating: 1, count: 10)
    scores[4] = .nan
    let order = PassageOrder(Self.passages)
    #expect(order.best(scores, depth: 10).count == 9)
    #expect(order.best(scores, among: [1, 4, 0], depth: 10).map(\.passage) == [0, 1])
    #expect(order.best(scores, among: [], depth: 10).isEmpty)
  }
}
