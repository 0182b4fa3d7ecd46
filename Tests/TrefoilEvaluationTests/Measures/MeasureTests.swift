import Testing
import TrefoilEvaluation

@Suite("Measures")
struct MeasureTests {
  @Test("A measure's name is its kind and its cutoff, and reads back as the measure")
  func name() throws {
    #expect(Measure(.ndcg, at: 10).description == "ndcg@10")
    for kind in Measure.Kind.allCases {
      let measure = Measure(kind, at: 1)
      #expect(try Measure(parsing: measure.description) == measure)
    }
    #expect(try Measure(parsing: "nDCG@1000") == Measure(.ndcg, at: 1000))
    let level = Measure(.map, at: 100, level: 2)
    #expect(level.description == "map(rel=2)@100")
    #expect(try Measure(parsing: level.description) == level)
    #expect(Measure(.ndcg, at: 10, level: 2) == Measure(.ndcg, at: 10))
  }

  @Test(
    "The names of trec_eval and ir_measures are known",
    arguments: [
      ("ndcg_cut_10", Measure(.ndcg, at: 10)), ("ndcg_cut.10", Measure(.ndcg, at: 10)),
      ("nDCG", Measure(.ndcg)), ("recip_rank", Measure(.mrr)), ("RR@10", Measure(.mrr, at: 10)),
      ("map", Measure(.map)), ("map_cut_100", Measure(.map, at: 100)),
      ("AP(rel=2)@100", Measure(.map, at: 100, level: 2)),
      ("recall_100", Measure(.recall, at: 100)),
      ("R@5", Measure(.recall, at: 5)), ("P_10", Measure(.precision, at: 10)),
      ("P@1", Measure(.precision, at: 1)), ("success_1", Measure(.hit, at: 1)),
      ("Success@5", Measure(.hit, at: 5)),
    ])
  func otherNames(name: String, measure: Measure) throws {
    #expect(try Measure(parsing: name) == measure)
  }

  @Test(
    "A text that names no measure says which part is wrong",
    arguments: [
      ("precision", MeasureError.noCutoff("precision")),
      ("P", .noCutoff("P")),
      ("", .unknownKind("")),
      ("AP(k=2)@10", .invalidLevel("(k=2)", measure: "AP(k=2)@10")),
      ("@10", .unknownKind("")),
      ("bpref@10", .unknownKind("bpref")),
      ("ndcg@", .invalidCutoff("", measure: "ndcg@")),
      ("ndcg@0", .invalidCutoff("0", measure: "ndcg@0")),
      ("ndcg@-1", .invalidCutoff("-1", measure: "ndcg@-1")),
      ("ndcg@1@2", .invalidCutoff("1@2", measure: "ndcg@1@2")),
      (
        "map@99999999999999999999",
        .invalidCutoff("99999999999999999999", measure: "map@99999999999999999999")
      ),
    ])
  func faults(text: String, expected: MeasureError) {
    #expect(throws: expected) { try Measure(parsing: text) }
  }

  @Test("The largest cutoff and the largest grades do no harm")
  func extremes() {
    let ranking = [Run.Entry(passage: "a", score: 1), Run.Entry(passage: "b", score: 0)]
    let grades: [Identifier: Int] = ["a": Int.max, "b": Int.min, "c": Int.max]
    for kind in Measure.Kind.allCases {
      let value = Measure(kind, at: Int.max).value(of: ranking, grades: grades)
      #expect((0...1).contains(value))
    }
  }

  @Test("Nothing found, or nothing relevant, is worth nothing", arguments: Measure.Kind.allCases)
  func nothing(kind: Measure.Kind) {
    let measure = Measure(kind, at: 10)
    let ranking = [Run.Entry(passage: "a", score: 1)]
    #expect(measure.value(of: [], grades: ["a": 1]) == 0)
    #expect(measure.value(of: ranking, grades: [:]) == 0)
    #expect(measure.value(of: ranking, grades: ["a": 0, "b": -1]) == 0)
    #expect(measure.value(of: ranking, grades: ["a": -2]) == 0)
    #expect(measure.value(of: ranking, grades: ["a": 1]) == (kind == .precision ? 0.1 : 1))
  }
}
