public import struct SystemPackage.FilePath
internal import Trefoil
public import TrefoilFiles

extension Judgements {
  /// Reads judgements as BEIR lays them out (`query-id`, `corpus-id` and `score` with tabs between)
  /// or as TREC does (`query 0 passage grade`).
  ///
  /// Fields may have commas or white space between in place of tabs, and a first line may name the
  /// columns in any order, of which others are passed over. A file of two columns lists relevant
  /// pairs, of grade 1. A grade is a whole number, which may be written as `1.0`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - onBadLine: what becomes of a line that can't be used; it is thrown by default, and passed
  ///     over if this returns.
  /// - Throws: `FileError`; `LineError` that names the line, where a pair may be judged twice with one
  ///   grade, and not with two; `CancellationError`.
  public init(
    path: FilePath, onBadLine: (LineError) throws -> Void = { throw $0 }
  ) throws {
    var grades: [Identifier: [Identifier: Int]] = [:]
    var layout = JudgementLayout()
    try LineReader.forEachLine(of: path, onBadLine: onBadLine) { (line, _) throws(LineFault) in
      guard let found = try layout.judgement(line) else { return }
      let (query, passage) = (Identifier(found.query), Identifier(found.passage))
      guard let earlier = grades[query]?[passage] else {
        grades[query, default: [:]][passage] = found.grade
        return
      }
      guard earlier != found.grade else { return }
      throw LineFault(
        JudgementFault.contradiction(
          query: found.query, passage: found.passage, grades: [earlier, found.grade]))
    }
    self.init(grades: grades)
  }
}
