import Testing
import TrefoilCommand

@Suite("A plan of pieces")
struct RankingPlanTests {
  private func lists(_ sizes: [[Int]]) -> [Candidates] {
    sizes.map { sizes in
      Candidates(
        query: "",
        passages: sizes.map {
          Candidate(id: "", text: String(repeating: "x", count: $0), source: nil, line: 1)
        })
    }
  }

  private func spelled(_ plan: RankingPlan) -> [[String]] {
    plan.pieces.map { $0.map { "\($0.list):\($0.range.lowerBound)-\($0.range.upperBound)" } }
  }

  @Test("fills each up to the budget, across lists and within them")
  func budget() {
    let plan = RankingPlan(lists([[4, 4], [3], [9, 2, 8]]), budget: 10)
    #expect(spelled(plan) == [["0:0-2"], ["1:0-1"], ["2:0-1"], ["2:1-3"]])
    #expect(plan.bytes == [8, 3, 9, 10])
  }

  @Test("gives a passage over the budget a piece alone")
  func large() {
    let plan = RankingPlan(lists([[1, 50, 1]]), budget: 10)
    #expect(spelled(plan) == [["0:0-1"], ["0:1-2"], ["0:2-3"]])
  }

  @Test("holds every passage once, and every list, even an empty one", arguments: [1, 2, 5, 100])
  func complete(budget: Int) {
    let lists = lists([[], [1, 0, 3], [], [7, 2], [0]])
    let plan = RankingPlan(lists, budget: budget)
    let parts = plan.pieces.flatMap { $0 }
    for (index, list) in lists.enumerated() {
      let ranges = parts.filter { $0.list == index }.map(\.range)
      #expect(ranges.flatMap { Array($0) } == Array(list.passages.indices))
      #expect(ranges.last?.upperBound == list.passages.count)
      #expect(ranges.filter { $0.upperBound == list.passages.count }.count == 1)
    }
    #expect(plan.bytes.reduce(0, +) == 13)
  }

  @Test("of nothing is empty")
  func nothing() {
    #expect(RankingPlan([], budget: 10).pieces.isEmpty)
  }
}
