import Foundation
import Testing
import TrefoilEvaluation
import TrefoilIndex
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
}
