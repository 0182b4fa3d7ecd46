internal import TrefoilCore

/// Lists of candidates whose texts are tokenized, ready to be ranked.
///
/// `Reranker.prepare` makes them.
public struct PreparedCandidates: Sendable {
  /// The queries, one a list.
  public let queries: PreparedTexts
  /// The passages of all lists, end to end; where passages are read in windows, their windows.
  public let passages: PreparedTexts
  /// Where each list's passages start, then the total, shape `[count + 1]`.
  public let offsets: [Int]
  /// For each window, the place of its passage in the list; nil where each passage is read at once.
  let owners: [Int]?

  /// Whether passages are read in windows.
  public var hasWindows: Bool { owners != nil }

  init(
    queries: PreparedTexts, passages: PreparedTexts, offsets: [Int], owners: [Int]? = nil
  ) {
    precondition(
      owners?.count ?? passages.count == passages.count,
      "\(owners?.count ?? 0) owners of \(passages.count) windows")
    self.owners = owners
    precondition(
      offsets.count == queries.count + 1 && offsets.last == passages.count,
      "\(offsets.count) offsets of \(queries.count) lists")
    self.queries = queries
    self.passages = passages
    self.offsets = offsets
  }

  /// The number of lists.
  public var count: Int { queries.count }

  /// The passages of a list: indices in `passages`.
  public func range(of list: Int) -> Range<Int> { offsets[list]..<offsets[list + 1] }

  /// The list that a passage is in; the passage is an index in `passages`.
  package func list(of passage: Int) -> Int {
    precondition(passage >= 0 && passage < passages.count, "passage \(passage)")
    var (first, end) = (0, count)
    while end - first > 1 {
      let middle = (first + end) / 2
      if offsets[middle] <= passage { first = middle } else { end = middle }
    }
    return first
  }

  /// The place in its list of the passage that a prepared text is, or is a window of.
  package func place(of text: Int, in list: Int) -> Int { owners?[text] ?? text - offsets[list] }

  /// How many texts lose tokens; one that several lists have counts in each.
  public var truncatedCount: Int { queries.truncatedCount + passages.truncatedCount }

  /// The lists with only those passages that `isKept` admits; each is an index in `passages`.
  public func filter(_ isKept: (Int) throws -> Bool) rethrows -> PreparedCandidates {
    var kept: [Int] = []
    var starts = [0]
    for list in 0..<count {
      kept += try range(of: list).filter(isKept)
      starts.append(kept.count)
    }
    return PreparedCandidates(
      queries: queries, passages: passages.keeping(kept), offsets: starts,
      owners: owners.map { owners in kept.map { owners[$0] } })
  }
}
