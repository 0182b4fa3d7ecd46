import Testing
import TrefoilEvaluation

@Suite("Measures")
struct MeasureTests {
  @Test("A measure's name is its kind and its cutoff")
  func name() {
    #expect(Measure(.ndcg, at: 10).description == "ndcg@10")
  }
}
