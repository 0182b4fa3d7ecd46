package import Trefoil

/// Counts the texts over the limit before they are ranked, or refuses them.
package struct CandidateLengths {
  private let query: LengthCheck
  private let passage: LengthCheck
  private let badLines: BadLines

  /// Makes a check.
  package init(
    _ embedder: Embedder, maxLength: Int?, policy: TruncationPolicy, badLines: BadLines
  ) {
    query = LengthCheck(embedder, role: .query, maxLength: maxLength, policy: policy)
    passage = LengthCheck(embedder, role: .passage, maxLength: maxLength, policy: policy)
    self.badLines = badLines
  }

  /// The lists without the passages that are refused, and how many texts will be cut.
  ///
  /// - Throws: `InputError` for a text over the limit if the policy is `error`, unless those are
  ///   skipped; `TokenizerError`.
  package func admit(_ lists: [Candidates]) throws -> (lists: [Candidates], truncated: Int) {
    var truncated = 0
    let admitted = try lists.map { list in
      if try isOver(list) { truncated += 1 }
      var kept = list
      kept.passages = try list.passages.filter { candidate in
        do {
          if try passage.isOver(candidate.text) { truncated += 1 }
          return true
        } catch let problem as LineProblem {
          try badLines.report(candidate.error(problem))
          return false
        }
      }
      return kept
    }
    return (admitted, truncated)
  }

  /// A query that is refused ends the work: it has no line that could be skipped.
  private func isOver(_ list: Candidates) throws -> Bool {
    do {
      return try query.isOver(list.query)
    } catch let problem as LineProblem {
      throw InputError.badQuery(id: list.id, problem: problem)
    }
  }
}

extension Candidate {
  /// The error of a passage that can't be used.
  fileprivate func error(_ problem: LineProblem) -> InputError {
    guard let source else { return .badArgument(position: line, problem: problem) }
    return .badLine(source: source, line: line, problem: problem)
  }
}
