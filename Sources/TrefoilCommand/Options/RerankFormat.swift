internal import ArgumentParser

/// How the file that `rerank` reads is laid out.
enum RerankFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
  case text, tsv, jsonl, trec, top1000

  /// The layout of a file of passages; nil for one of candidates.
  var texts: InputFormat? { InputFormat(rawValue: rawValue) }

  /// The layout of a file of candidates; nil for one without queries.
  var candidates: CandidateFormat? { CandidateFormat(rawValue: rawValue) }
}
