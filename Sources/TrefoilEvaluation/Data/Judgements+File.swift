public import struct SystemPackage.FilePath
internal import TrefoilFiles

extension Judgements {
  /// Reads judgements as BEIR lays them out (`query-id`, `corpus-id` and `score` with tabs between,
  /// a first line with these names or none) or as TREC does (`query 0 passage grade`).
  ///
  /// - Throws: `FileError`; `LineError` that names the line, where a pair may be judged twice with one
  ///   grade, and not with two; `CancellationError`.
  public init(path: FilePath) throws {
    var grades: [String: [String: Int]] = [:]
    try LineReader.forEachLine(of: path) { (line, number) throws(LineFault) in
      guard let found = try JudgementLayout.judgement(line, number: number) else { return }
      let earlier = grades[found.query, default: [:]].updateValue(
        found.grade, forKey: found.passage)
      guard let earlier, earlier != found.grade else { return }
      throw LineFault(
        JudgementFault.contradiction(
          query: found.query, passage: found.passage, grades: [earlier, found.grade]))
    }
    self.init(grades: grades)
  }
}
