internal import TrefoilEvaluation
package import TrefoilFiles

/// A query, and the passages that are to be put in order for it.
package struct Candidates: Equatable, Sendable {
  /// The query's id; nil if it came as an argument.
  package let id: String?
  /// What is asked.
  package let query: String
  /// Where the query stands; nil if it came as an argument.
  package let place: LineError.Place?
  /// The passages, in the order in which ties are broken.
  package var passages: [Candidate]

  /// Puts a list together.
  package init(
    id: String? = nil, query: String, place: LineError.Place? = nil, passages: [Candidate] = []
  ) {
    self.id = id
    self.query = query
    self.place = place
    self.passages = passages
  }
}

/// A passage that may answer a query, and where it was read.
package struct Candidate: Equatable, Sendable {
  /// What the input calls it.
  package let id: String
  /// Its text.
  package let text: String
  /// The file, or nil for an argument.
  package let source: String?
  /// Its line there, or its position among the arguments, from 1.
  package let line: Int
  /// Its place in the input, from 0: among all lines, or among its query's candidates.
  package let index: Int

  /// Puts a candidate together; without an index, its line tells its place.
  package init(id: String, text: String, source: String?, line: Int, index: Int? = nil) {
    self.id = id
    self.text = text
    self.source = source
    self.line = line
    self.index = index ?? line - 1
  }
}

extension [Candidates] {
  /// Checks that every id can stand in a TREC run.
  ///
  /// - Throws: `LineError` with `RunFault.unfitName` for one that can't.
  func checkRunNames() throws(LineError) {
    for list in self {
      if let id = list.id, !RunLine.admits(id) {
        throw LineError(list.place ?? .query(id: id), RunFault.unfitName(id))
      }
      if let passage = list.passages.first(where: { !RunLine.admits($0.id) }) {
        throw passage.error(RunFault.unfitName(passage.id))
      }
    }
  }
}

extension Candidate {
  /// The error of a passage that can't be used.
  func error(_ cause: some LineFaultCause) -> LineError {
    LineError(source.map { .line(line, of: $0) } ?? .argument(line), cause)
  }
}
