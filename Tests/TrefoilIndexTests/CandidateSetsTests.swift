import Testing
import TrefoilEvaluation
import TrefoilIndex

@Suite("Candidate sets")
struct CandidateSetsTests {
  private static func text(_ id: Identifier, lang: String?) -> Document {
    Document(id: id, text: "", metadata: lang.map { ["lang": $0] } ?? [:])
  }

  private static let dataset = Dataset(
    name: "", split: "",
    passages: [
      text("a", lang: "de"), text("b", lang: nil), text("c", lang: "en"), text("d", lang: "de"),
    ],
    queries: [text("1", lang: "de"), text("2", lang: nil), text("3", lang: "fr")],
    judgements: Judgements())

  @Test("of a key are the passages with the query's own value")
  func same() {
    let sets = CandidateSets(same: "lang", in: Self.dataset)
    #expect((0..<3).map { sets[$0] } == [[0, 3], [1], []])
  }

  @Test("of a run are what it found, as far as the data set has it")
  func run() {
    let run = Run(
      tag: "x",
      rankings: [
        "1": ["d", "gone", "a"].map { Run.Entry(passage: $0, score: 1) }, "9": [],
      ])
    let sets = CandidateSets(of: run, in: Self.dataset)
    #expect((0..<3).map { sets[$0] } == [[0, 3], [], []])
  }

  @Test("of two kinds are the passages in both")
  func intersection() {
    let one = CandidateSets(sets: [[2, 0, 3], nil, [1]])
    let other = CandidateSets(sets: [[3, 1, 2], [1], nil])
    let both = one.intersection(other)
    #expect((0..<3).map { both[$0] } == [[2, 3], [1], [1]])
    #expect(one.intersection(.all(queries: 3)) == one)
  }
}
