import Testing
import Trefoil

@Suite("A plan of pieces")
struct RankingPlanTests {
  /// A plan of lists of passages, each named by its distinct text, which takes as many bytes.
  private func plan(_ lists: [[Int]], budget: Int) -> RankingPlan {
    RankingPlan(
      offsets: lists.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) },
      sequences: lists.flatMap(\.self), budget: budget
    ) { $0 }
  }

  private func spelled(_ plan: RankingPlan) -> [[String]] {
    plan.pieces.map {
      $0.parts.map { "\($0.list):\($0.passages.lowerBound)-\($0.passages.upperBound)" }
    }
  }

  @Test("fills each up to the budget, across lists and within them")
  func budget() {
    let plan = plan([[4, 5], [3], [9, 2, 8]], budget: 10)
    #expect(spelled(plan) == [["0:0-2"], ["1:2-3"], ["2:3-4"], ["2:4-6"]])
    #expect(plan.pieces.map(\.encoded) == [[4, 5], [3], [9], [2, 8]])
    #expect(plan.pieces.allSatisfy { $0.kept.isEmpty })
  }

  @Test("gives a passage over the budget a piece alone")
  func large() {
    #expect(
      spelled(plan([[1, 50, 2]], budget: 10)) == [["0:0-1"], ["0:1-2"], ["0:2-3"]])
  }

  @Test("encodes a passage of several lists once, and keeps it as far as there is room")
  func shared() {
    let plan = plan([[6, 4], [7, 6, 4], [4, 8]], budget: 10)
    #expect(spelled(plan) == [["0:0-2"], ["1:2-3"], ["1:3-5", "2:5-6"], ["2:6-7"]])
    #expect(plan.pieces.map(\.encoded) == [[4, 6], [7], [], [8]])
    let cramped = self.plan([[6, 5], [6, 5]], budget: 10)
    #expect(cramped.pieces.map(\.encoded) == [[6], [5], [], [5]])
  }

  @Test("counts the queries that begin in a piece")
  func queries() {
    let plan = RankingPlan(
      offsets: [0, 1, 2, 3], sequences: [0, 0, 0], budget: 10, queryBytes: { _ in 4 }
    ) { _ in 2 }
    #expect(spelled(plan) == [["0:0-1", "1:1-2"], ["2:2-3"]])
    #expect(plan.pieces.map(\.encoded) == [[0], []])
  }

  @Test("holds every passage once, and every list, even an empty one", arguments: [1, 2, 5, 100])
  func complete(budget: Int) {
    let lists = [[], [1, 0, 3], [], [7, 2, 1], [0, 0]]
    let plan = plan(lists, budget: budget)
    let parts = plan.pieces.flatMap(\.parts)
    #expect(parts.flatMap { Array($0.passages) } == Array(0..<lists.joined().count))
    var start = 0
    for (list, passages) in lists.enumerated() {
      let end = start + passages.count
      let own = parts.filter { $0.list == list }.map(\.passages)
      #expect(own.first?.lowerBound == start && own.last?.upperBound == end)
      #expect(own.filter { $0.upperBound == end }.count == 1)
      start = end
    }
    // What a piece ranks is encoded for it, or was kept.
    var held: Set<Int> = []
    for piece in plan.pieces {
      held.formUnion(piece.encoded)
      let needed = piece.parts.flatMap { part in part.passages.map { lists.flatMap(\.self)[$0] } }
      #expect(held.isSuperset(of: needed))
      held = piece.kept
    }
  }

  @Test("of nothing is empty")
  func nothing() {
    #expect(plan([], budget: 10).pieces.isEmpty)
  }
}
