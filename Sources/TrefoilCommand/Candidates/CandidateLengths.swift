package import Trefoil
internal import TrefoilFiles

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
  /// - Throws: `LineError` for a text over the limit if the policy is `error`, unless those are
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
        } catch let fault as LineFault {
          try badLines.report(candidate.error(fault))
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
    } catch let fault as LineFault {
      throw LineError(.query(id: list.id), fault)
    }
  }
}

extension Candidate {
  /// The error of a passage that can't be used.
  fileprivate func error(_ fault: LineFault) -> LineError {
    LineError(source.map { .line(line, of: $0) } ?? .argument(line), fault)
  }
}
