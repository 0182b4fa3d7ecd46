internal import TrefoilFiles

/// How a file of candidates is laid out.
package enum CandidateFormat: String, CaseIterable, Sendable {
  /// A TREC run, or MS MARCO's with a query, a passage and a rank a line.
  case trec
  /// JSON lines, or an array.
  case jsonl
  /// A query's id, a passage's id, the query and the passage with tabs between, as MS MARCO's
  /// `top1000.dev` has them.
  case top1000

  /// The layout that a file's name tells, or its first bytes: JSON by its brackets, `top1000` by
  /// four fields between tabs, else a run.
  package init(name: String, opening: ArraySlice<UInt8>) {
    if InputFormat(name: name) == .jsonl || InputFormat.beginsJSON(opening) {
      self = .jsonl
      return
    }
    let lines = opening.split(separator: UInt8(ascii: "\n"))
    let tabs = lines.first { !Fields.isBlank($0) }?.count { $0 == UInt8(ascii: "\t") }
    self = tabs == 3 ? .top1000 : .trec
  }
}
