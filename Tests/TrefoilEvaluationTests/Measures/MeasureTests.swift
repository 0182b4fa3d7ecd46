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
  }

  @Test(
    "A text that names no measure says which part is wrong",
    arguments: [
      ("ndcg", MeasureError.noCutoff("ndcg")),
      ("", .noCutoff("")),
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
    let grades = ["a": Int.max, "b": Int.min, "c": Int.max]
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
