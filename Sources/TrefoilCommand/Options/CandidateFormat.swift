/// How a file of candidates is laid out.
package enum CandidateFormat: String, CaseIterable, Sendable {
  /// A TREC run.
  case trec
  /// JSON lines.
  case jsonl

  /// The layout that a file's name tells: JSONL by its extension, else a run.
  package init(name: String) {
    self = InputFormat(name: name) == .jsonl ? .jsonl : .trec
  }
}
