/// A line of a TREC run: `query Q0 passage rank score tag`.
package struct RunLine: Equatable, Sendable {
  /// The query's id.
  package let query: String
  /// The passage's id.
  package let passage: String

  /// Names a candidate.
  package init(query: String, passage: String) {
    self.query = query
    self.passage = passage
  }

  /// Reads a line; its rank, score and tag say nothing that a reranker needs.
  ///
  /// - Throws: `LineProblem.notARunLine` if it does not have six fields.
  package init(parsing line: String) throws(LineProblem) {
    let fields = line.split { $0 == " " || $0 == "\t" }
    guard fields.count == 6 else { throw .notARunLine(fields: fields.count) }
    query = String(fields[0])
    passage = String(fields[2])
  }

  /// Writes a line, `rank` from 1.
  ///
  /// - Throws: `OutputError.unfitForRun` if an id is empty or has a space.
  package static func text(
    query: String, passage: String, rank: Int, score: Float
  ) throws(OutputError) -> String {
    for id in [query, passage] where id.isEmpty || id.contains(where: \.isWhitespace) {
      throw .unfitForRun(id: id)
    }
    return "\(query) Q0 \(passage) \(rank) \(score) trefoil"
  }
}
