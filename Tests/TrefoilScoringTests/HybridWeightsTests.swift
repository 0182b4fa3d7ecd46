import Testing
import TrefoilScoring

@Suite("Hybrid weights")
struct HybridWeightsTests {
  @Test(
    "read by position and by name",
    arguments: [
      ("1,0.3,1", Float(1), Float(0.3), Float(1)),
      ("0,0,2", 0, 0, 2),
      ("dense=1", 1, 0, 0),
      ("colbert=0.5, sparse = 0.25", 0, 0.25, 0.5),
      ("sparse=1,dense=2,colbert=3", 2, 1, 3),
    ])
  func parse(text: String, dense: Float, sparse: Float, colbert: Float) throws {
    let weights = try HybridWeights(parsing: text)
    #expect(weights.dense == dense)
    #expect(weights.sparse == sparse)
    #expect(weights.colbert == colbert)
  }

  @Test(
    "are refused with a typed error that quotes them",
    arguments: [
      "", "1", "1,2", "1,2,3,4", "a,b,c", "dense", "dense=", "dense=x", "dense=1,dense=2",
      "bm25=1", "dense=1,2,3", "1,,1", "dense=1,sparse=1,colbert=1,dense=1", "=1",
    ])
  func unreadable(text: String) {
    #expect {
      try HybridWeights(parsing: text)
    } throws: { error in
      guard case ScoringError.unreadable(let quoted, _) = error else { return false }
      return quoted == text && "\(error)".contains("“\(text)”")
    }
  }

  @Test(
    "are finite and not below zero",
    arguments: ["-1,1,1", "nan,1,1", "1,inf,1", "dense=-0.5,sparse=1"])
  func invalid(text: String) {
    #expect {
      try HybridWeights(parsing: text)
    } throws: { error in
      if case ScoringError.invalidWeight = error { true } else { false }
    }
  }

  @Test("are not all zero")
  func zero() {
    #expect(throws: ScoringError.noWeight) { try HybridWeights(parsing: "0,0,0") }
    #expect(throws: ScoringError.noWeight) { try HybridWeights() }
    #expect(throws: ScoringError.noWeight) {
      try HybridWeights(sparse: 1).keeping([.dense, .colbert])
    }
  }

  @Test("name the outputs that they need")
  func outputs() throws {
    #expect(HybridWeights.equal.outputs == .all)
    #expect(try HybridWeights(dense: 1, colbert: 0.5).outputs == [.dense, .colbert])
  }
}

@Suite("Ranking")
struct RankingTests {
  private static let counts = TokenCounts(seen: 3, used: 3)

  private func passage(_ index: Int, _ score: Float) -> RankedPassage {
    RankedPassage(
      index: index, score: score, parts: ScoreBreakdown(dense: score), tokenCounts: Self.counts)
  }

  @Test("falls by score and breaks ties by the caller's order")
  func order() {
    let ranking = Ranking(
      [passage(0, 0.5), passage(1, 0.9), passage(2, 0.5), passage(3, 0.9)],
      queryTokenCounts: Self.counts)
    #expect(ranking.passages.map(\.index) == [1, 3, 0, 2])
  }

  @Test("keeps the best few", arguments: [(0, 0), (1, 1), (2, 2), (5, 3)])
  func top(asked: Int, kept: Int) {
    let all = [passage(0, 0.1), passage(1, 0.3), passage(2, 0.2)]
    let ranking = Ranking(all, queryTokenCounts: Self.counts, top: asked)
    #expect(ranking.passages.map(\.index) == Array([1, 2, 0].prefix(kept)))
  }

  @Test("of nothing is empty")
  func empty() {
    #expect(Ranking([], queryTokenCounts: Self.counts).passages.isEmpty)
  }
}
