import Testing
import TrefoilEvaluation
import TrefoilIndex

@Suite("Changes of single queries")
struct QueryChangesTests {
  private let dataset = Dataset(
    name: "set", split: "test",
    passages: ["a", "b"].map { Document(id: Identifier($0), text: "text of \($0)") },
    queries: ["worse", "same", "better", "much better", "lost"].map {
      Document(id: Identifier($0), text: $0)
    },
    judgements: Judgements(grades: [
      "worse": ["a": 1, "b": 0], "same": ["a": 1], "better": ["a": 1], "much better": ["b": 1],
      "lost": ["a": 1],
    ]))

  private func run(_ tag: String, _ rankings: [Identifier: [Identifier]]) -> Run {
    Run(
      tag: tag,
      rankings: rankings.mapValues { ids in
        ids.enumerated().map { Run.Entry(passage: $1, score: -Double($0)) }
      })
  }

  @Test("Gains and losses stand by size, and show what each system found first")
  func changes() {
    let old = run("old", ["worse": ["a"], "same": ["a"], "better": ["b", "a"], "lost": ["a"]])
    let new = run(
      "new", ["worse": ["b", "a"], "same": ["a"], "better": ["a"], "much better": ["b", "gone"]])
    let changes = QueryChanges(from: old, to: new, in: dataset, measure: Measure(.mrr, at: 10))
    #expect(changes.baseline == "old" && changes.other == "new")
    #expect(changes.differences == [1, 0.5, 0, -0.5, -1])
    #expect(changes.gains.map(\.query.id) == ["much better", "better"])
    #expect(changes.losses.map(\.query.id) == ["lost", "worse"])
    #expect(changes.gains[0].firstBefore == nil && changes.losses[0].firstAfter == nil)
    #expect(changes.gains[1].firstAfter?.passage.text == "text of a")
    #expect(changes.gains[1].firstAfter?.grade == 1 && changes.gains[1].firstAfter?.rank == 1)
    // What nobody judged explains nothing, so what is judged is shown, with its rank.
    #expect(changes.gains[1].firstBefore?.passage.id == "a")
    #expect(changes.gains[1].firstBefore?.grade == 1 && changes.gains[1].firstBefore?.rank == 2)
    #expect(changes.losses[1].firstAfter?.grade == 0)
    #expect(changes.losses[1].before == 1 && changes.losses[1].after == 0.5)
  }

  @Test("No more are shown than asked for, the first of equal ones", arguments: [0, 1, 2])
  func limit(limit: Int) {
    let new = run("new", ["same": ["a"], "better": ["a"]])
    let changes = QueryChanges(
      from: run("old", [:]), to: new, in: dataset, measure: Measure(.mrr, at: 10), limit: limit)
    #expect(changes.gains.map(\.query.id) == Array(["same", "better"].prefix(limit)))
    #expect(changes.losses.isEmpty)
  }

  @Test("A passage that the data set lacks is shown by its id")
  func unknown() {
    let changes = QueryChanges(
      from: run("old", ["worse": ["a"]]), to: run("new", ["worse": ["gone"]]), in: dataset,
      measure: Measure(.hit, at: 1))
    #expect(changes.losses.first?.firstAfter?.passage.id == "gone")
  }
}
