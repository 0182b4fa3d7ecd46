import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilEvaluation
import TrefoilIndex

/// What trec_eval says of a run.
private struct TrecEvalOutput: Decodable {
  let queries: [String: [String: Double]]
  let means: [String: Double]
}

@Suite("Agreement with trec_eval")
struct TrecEvalTests {
  private static let folder = Folders.fixtures.appending("trec-eval")

  private func output(_ name: String) throws -> TrecEvalOutput {
    let path = Self.folder.appending("\(name).json")
    let data = try Data(contentsOf: URL(fileURLWithPath: path.string))
    return try JSONDecoder().decode(TrecEvalOutput.self, from: data)
  }

  @Test(
    "Every query's value of every measure is trec_eval's, and so is the mean with -c",
    arguments: ["graded", "ties", "precision", "edges"])
  func values(name: String) throws {
    let expected = try output(name)
    let run = try Run(path: Self.folder.appending("\(name).run"))
    let judgements = try Judgements(path: Self.folder.appending("\(name).qrels"))
    #expect(expected.means.count == 24)
    try check(run, judgements, expected)
  }

  @Test(
    "So they are at a relevance level of 2, and over whole rankings",
    arguments: ["graded", "edges"])
  func level(name: String) throws {
    let expected = try output("\(name)-level-2")
    let run = try Run(path: Self.folder.appending("\(name).run"))
    let judgements = try Judgements(path: Self.folder.appending("\(name).qrels"))
    #expect(expected.means.count == 7)
    try check(run, judgements, expected)
  }

  @Test(
    "A run that is written and read again is worth the same",
    arguments: ["graded", "ties", "precision", "edges"])
  func writtenAgain(name: String) throws {
    let expected = try output(name)
    let run = try Run(path: Self.folder.appending("\(name).run"))
    let folder = try TemporaryDirectory()
    var text = ""
    for query in run.rankings.keys.sorted() { text += try run.lines(of: query) }
    let again = try Run(path: folder.write(text.utf8, to: "again.run"))
    #expect(again.tag == run.tag)
    #expect(
      again.rankings.mapValues { $0.map(\.passage) }
        == run.rankings.mapValues { $0.map(\.passage) })
    let judgements = try Judgements(path: Self.folder.appending("\(name).qrels"))
    try check(again, judgements, expected)
  }

  private func check(_ run: Run, _ judgements: Judgements, _ expected: TrecEvalOutput) throws {
    #expect(judgements.grades.keys.map(\.text).sorted() == expected.queries.keys.sorted())
    let ids = expected.queries.keys.sorted()
    let names = expected.means.keys.sorted()
    let measures = try names.map { try Measure(parsing: $0) }
    let queries = ids.map { Document(id: Identifier($0), text: "") }
    let system = SystemResult(
      run: run, judgements: judgements, queries: queries, measures: measures)
    for (id, row) in zip(ids, system.values) {
      for (name, value) in zip(names, row) {
        let reference = try #require(expected.queries[id]?[name])
        #expect(abs(value - reference) < 1e-6, "\(id) \(name): \(value), not \(reference)")
      }
    }
    let result = EvaluationResult(
      dataset: "", split: "", passageCount: 0, settings: [], queries: queries, groups: nil,
      measures: measures, systems: [system])
    for (name, measure) in zip(names, measures) {
      let reference = try #require(expected.means[name])
      #expect(abs(result.mean(of: system, measure) - reference) < 1e-6, "mean of \(name)")
    }
  }
}
