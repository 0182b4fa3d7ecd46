import Foundation
import Testing
import TrefoilEvaluation
import TrefoilIndex

@Suite("Results")
struct EvaluationResultTests {
  private let measures = [Measure(.ndcg, at: 10), Measure(.hit, at: 1)]
  private let dense = SystemResult(name: "dense", values: [[0.5, 0], [1, 1], [0.25, 0]])
  private let sparse = SystemResult(name: "sparse", values: [[0.75, 1], [0.5, 0], [0.25, 0]])

  private func result(groups: [String]?) -> EvaluationResult {
    EvaluationResult(
      dataset: "set", split: "test", passageCount: 9, settings: [],
      queries: ["a", "b", "c"].map { Document(id: Identifier($0), text: $0) }, groups: groups,
      measures: measures, systems: [dense, sparse])
  }

  @Test("Without groups the mean is over queries")
  func mean() {
    let result = result(groups: nil)
    #expect(abs(result.mean(of: dense, measures[0]) - 1.75 / 3) < 1e-15)
    #expect(abs(result.mean(of: dense, measures[1]) - 1.0 / 3) < 1e-15)
    #expect(result.groupNames.isEmpty && result.groupMeans(of: dense, measures[0]).isEmpty)
  }

  @Test("A result reads back as it was written, and one whose values are not whole is refused")
  func codable() throws {
    for groups in [nil, ["x", "a", "x"]] {
      let result = result(groups: groups)
      let json = try JSONEncoder().encode(result)
      #expect(try JSONDecoder().decode(EvaluationResult.self, from: json) == result)
      let forged = String(decoding: json, as: UTF8.self).replacing("[0.5,0],", with: "")
      #expect(forged.utf8.count < json.count)
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(EvaluationResult.self, from: Data(forged.utf8))
      }
    }
  }

  @Test("With groups the mean is over the groups' means, which stand in the queries' order")
  func groupMeans() {
    let result = result(groups: ["x", "a", "x"])
    #expect(result.groupNames == ["x", "a"])
    #expect(result.groupMeans(of: dense, measures[0]) == [0.375, 1])
    #expect(result.mean(of: dense, measures[0]) == 0.6875)
  }

  @Test("A comparison's mean is the difference of the means")
  func comparison() {
    for groups in [nil, ["x", "a", "x"]] {
      let result = result(groups: groups)
      let comparison = result.comparison(of: sparse, with: dense, measures[0], resamples: 50)
      let expected = result.mean(of: sparse, measures[0]) - result.mean(of: dense, measures[0])
      #expect(abs(comparison.meanDifference - expected) < 1e-15)
      #expect(comparison.differences == [0.25, -0.5, 0])
      #expect(comparison.wins == 1 && comparison.losses == 1 && comparison.ties == 1)
    }
  }
}
