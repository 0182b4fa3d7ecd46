internal import ArgumentParser

/// How the file that `rerank` reads is laid out.
enum RerankFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
  case text, tsv, jsonl, trec

  /// The layout of a file of passages; nil for a run.
  var texts: InputFormat? { InputFormat(rawValue: rawValue) }

  /// The layout of a file of candidates; nil for one without queries.
  var candidates: CandidateFormat? { CandidateFormat(rawValue: rawValue) }
}
