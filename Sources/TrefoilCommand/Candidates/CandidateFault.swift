package import TrefoilFiles

/// Why a line of candidates can't be used with the files beside it.
package enum CandidateFault: LineFaultCause {
  /// The line names a query that the file of queries lacks.
  case unknownQuery(String)
  /// The line names a passage whose text is nowhere.
  case unknownPassage(String)
  /// The line of a file of passages has a query too, as MS MARCO's top1000 files have.
  case pairs

  /// What is wrong with the line, and what to do, as a clause.
  package var description: String {
    switch self {
    case .unknownQuery(let id):
      "query “\(id)” is not in the file of queries; add it there"
    case .pairs:
      "the line has a query's and a passage's id and both texts, as top1000.dev has; give the file as"
        + " candidates, with --queries and --format top1000"
    case .unknownPassage(let id):
      "passage “\(id)” has no text; name a file that has it with --passages"
    }
  }
}
