import Testing
import Trefoil
import TrefoilWire

@Suite("JSON of scores and errors")
struct ScoreRecordTests {
  @Test("has passages, best first, with the scores that were computed")
  func ranking() throws {
    let counts = TokenCounts(seen: 5, used: 3)
    let ranking = Ranking(
      [
        RankedPassage(
          index: 0, score: 0.25, parts: ScoreBreakdown(dense: 0.25), tokenCounts: counts),
        RankedPassage(
          index: 1, score: 0.5, parts: ScoreBreakdown(sparse: 0.125, colbert: 1),
          tokenCounts: counts),
      ], queryTokenCounts: TokenCounts(seen: 4, used: 4))
    let texts = ["first", "sec\"ond"]
    let record = RankingRecord(ranking, id: nil, query: "q") { ("p\($0)", $0, texts[$0]) }
    #expect(
      WireText.of(record)
        == #"{"query":"q","tokens_seen":4,"tokens_used":4,"passages":["#
        + #"{"rank":1,"id":"p1","index":1,"score":0.5,"sparse":0.125,"colbert":1.0,"#
        + #""tokens_seen":5,"tokens_used":3,"text":"sec\"ond"},"#
        + #"{"rank":2,"id":"p0","index":0,"score":0.25,"dense":0.25,"tokens_seen":5,"#
        + #""tokens_used":3,"text":"first"}]}"#)
    #expect(try WireText.readBack(record) == record)
    let named = RankingRecord(
      Ranking([], queryTokenCounts: counts), id: "7", query: ""
    ) { _ in ("", 0, "") }
    #expect(
      WireText.of(named)
        == #"{"id":"7","query":"","tokens_seen":5,"tokens_used":3,"passages":[]}"#)
    #expect(try WireText.readBack(named) == named)
  }

  @Test("has FlagEmbedding's five names, and null for a score that there is not")
  func pair() throws {
    let counts = TokenCounts(seen: 3, used: 3)
    let record = PairScoresRecord(
      PairScores(
        dense: nil, sparse: 0.5, colbert: 0.25, sparseDense: 0.5, colbertSparseDense: 0.375,
        queryTokenCounts: counts, passageTokenCounts: TokenCounts(seen: 9, used: 4)))
    #expect(
      WireText.of(record)
        == #"{"dense":null,"sparse":0.5,"colbert":0.25,"sparse+dense":0.5,"#
        + #""colbert+sparse+dense":0.375,"query_tokens_seen":3,"query_tokens_used":3,"#
        + #""passage_tokens_seen":9,"passage_tokens_used":4}"#)
    #expect(try WireText.readBack(record) == record)
    #expect(
      record.named.map(\.name) == [
        "dense", "sparse", "colbert", "sparse+dense", "colbert+sparse+dense",
      ])
    #expect(record.named.map(\.score) == [nil, 0.5, 0.25, 0.5, 0.375])
  }

  @Test("has the kind and the sentence of an error", arguments: ErrorKind.allCases)
  func errors(kind: ErrorKind) throws {
    let record = ErrorRecord(Fault(kind: kind))
    #expect(
      WireText.of(record) == #"{"kind":"\#(kind.rawValue)","message":"“a” is \"b\"."}"#)
    #expect(try WireText.readBack(record) == record)
    #expect(kind.rawValue.allSatisfy { $0.isLowercase || $0 == "_" })
  }

  private struct Fault: TrefoilError {
    let kind: ErrorKind
    var description: String { "“a” is \"b\"." }
  }
}
