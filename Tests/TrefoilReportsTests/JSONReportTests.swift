import Foundation
import Testing
import Trefoil
import TrefoilEvaluation
import TrefoilIndex
import TrefoilFormats
import TrefoilReports

@Suite("JSON of results")
struct JSONReportTests {
  @Test("Keys, systems, measures and groups stay in their order")
  func order() {
    let result = EvaluationResult(
      dataset: "set", split: "test", passageCount: 9, settings: [.init("z", "1"), .init("a", "2")],
      queries: ["q", "r"].map { Document(id: $0, text: "") }, groups: ["z", "a"],
      measures: [Measure(.ndcg, at: 10), Measure(.hit, at: 1)],
      systems: [
        SystemResult(name: "sparse", values: [[0.5, 1], [0.25, 0]]),
        SystemResult(name: "dense", values: [[0, 0], [1, 1]]),
      ])
    let gain = PairedComparison(baseline: [0.25], other: [0.5])
    let comparison = SystemComparison(
      baseline: "sparse", other: "dense", measure: Measure(.hit, at: 1), gain: gain)
    #expect(
      result.json(comparisons: [comparison]) == """
        {"dataset":"set","split":"test","passages":9,"queries":2,"settings":{"z":"1","a":"2"},\
        "modes":{"sparse":{"ndcg@10":0.375,"hit@1":0.5},"dense":{"ndcg@10":0.5,"hit@1":0.5}},\
        "groups":{"z":{"sparse":{"ndcg@10":0.5,"hit@1":1.0},"dense":{"ndcg@10":0.0,"hit@1":0.0}},\
        "a":{"sparse":{"ndcg@10":0.25,"hit@1":0.0},"dense":{"ndcg@10":1.0,"hit@1":1.0}}},\
        "comparisons":[{"baseline":"sparse","other":"dense","measure":"hit@1","difference":0.25,\
        "interval":[0.25,0.25],"p":1.0,"wins":1,"ties":0,"losses":0}]}
        """)
    #expect(
      result.perQueryLines(of: result.systems[0]) == [
        "{\"query\":\"q\",\"mode\":\"sparse\",\"group\":\"z\",\"ndcg@10\":0.5,\"hit@1\":1.0}\n",
        "{\"query\":\"r\",\"mode\":\"sparse\",\"group\":\"a\",\"ndcg@10\":0.25,\"hit@1\":0.0}\n",
      ])
  }

  @Test(
    "Names of any kind read back as they were",
    arguments: ["\"", "\\", "\n\r\t\0\u{1}\u{1f}\u{7f}", "</script>", "é e\u{301} 文 😀 \u{2028}"])
  func names(name: String) throws {
    let small = SmallResult(name: name)
    let text = small.result.json(comparisons: small.result.comparisons(with: small.dense))
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["dataset"] as? String == "set \(name)")
    #expect((json["settings"] as? [String: String])?["setting \(name)"] == "value \(name)")
    let modes = try #require(json["modes"] as? [String: [String: Double]])
    #expect(modes["dense \(name)"] == ["ndcg@10": 0.6875, "hit@1": 0.5])
    #expect((json["groups"] as? [String: Any])?.count == 2)
    #expect((json["comparisons"] as? [Any])?.count == 2)
    for line in small.result.perQueryLines(of: small.sparse) {
      let row = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(row["mode"] as? String == "sparse \(name)")
    }
  }

  @Test("A value that is no number is null")
  func notFinite() throws {
    let result = EvaluationResult(
      dataset: "", split: "", passageCount: 0, settings: [],
      queries: [Document(id: "q", text: "")], groups: nil, measures: [Measure(.map, at: 1)],
      systems: [SystemResult(name: "s", values: [[.nan]])])
    #expect(result.json().contains("\"modes\":{\"s\":{\"map@1\":null}},\"comparisons\":[]}"))
  }

  /// What Foundation reads in a value's JSON.
  private func readBack<Value: Codable>(_ value: Value) throws -> Value {
    var json = JSONText()
    json.value(value)
    return try JSONDecoder().decode(Value.self, from: Data(json.bytes))
  }

  @Test("Results read back as they were", arguments: ["x", "\"\\\n", "文 😀"])
  func readBack(name: String) throws {
    let small = SmallResult(name: name)
    let comparisons = small.result.comparisons(with: small.dense)
    let record = EvaluationRecord(small.result, comparisons: comparisons)
    #expect(try readBack(record) == record)
    #expect(record.modes.members.map(\.key) == small.result.systems.map(\.name))
    for query in small.queries.indices {
      let values = QueryValuesRecord(small.result, small.sparse, query: query)
      #expect(try readBack(values) == values)
    }
    let broken = EvaluationResult(
      dataset: name, split: "", passageCount: 0, settings: [], queries: small.queries, groups: nil,
      measures: small.result.measures,
      systems: [SystemResult(name: name, values: [[.nan, 1], [0, 1], [0, .infinity]])])
    #expect(try readBack(EvaluationRecord(broken, comparisons: [])).modes.members.count == 1)
    #expect(try readBack(QueryValuesRecord(broken, broken.systems[0], query: 0)).group == nil)
  }

  @Test("What tuning finds reads back as it was, verdict by verdict", arguments: [1, 60])
  func tuning(queries: Int) async throws {
    let query = TuningQuery(
      passages: ["right", "a"],
      scores: ScoreValues(dense: [0.1, 0.5], sparse: [0.9, 0.5], colbert: [0.25, 0.5]),
      grades: ["right": 1])
    let result = try await WeightTuner(grid: WeightGrid(steps: 2, outputs: .all)).tune(
      [TuningSet(name: "set", queries: Array(repeating: query, count: queries))],
      present: .equal)
    let record = TuningRecord(result, isWritten: queries > 1)
    #expect(try readBack(record) == record)
    #expect(record.verdict == (queries > 1 ? "better" : "too_few_queries"))
    #expect(record.best == result.best && record.surface.count == 6)
    #expect(record.surface[0].shares.dense == result.surface[0].shares[.dense])
    #expect(
      result.json(isWritten: false).hasPrefix(
        #"{"measure":"ndcg@10","objective":"mean","present":{"dense":1.0,"sparse":1.0,"colbert":1.0},"best":{"#
      ))
  }
}
