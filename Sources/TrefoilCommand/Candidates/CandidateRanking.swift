internal import Trefoil
internal import TrefoilFiles

/// Prepares lists of candidates, refuses what is too long if so asked, and ranks them into a printer.
struct CandidateRanking {
  let embedder: Embedder
  let weights: HybridWeights?
  let length: LengthOptions
  let windows: PassageWindows?
  let badLines: BadLines
  let console: Console

  /// Makes the ranker; texts over the limit are refused by `rank`, which knows their lines.
  func reranker() throws -> Reranker {
    try Reranker(
      embedder: embedder, weights: weights, maxQueryLength: length.maxLength,
      maxPassageLength: length.maxLength, windows: windows, truncation: length.cutting)
  }

  /// Works until every list is printed; cancellation stops it between batches.
  ///
  /// - Throws: `LineError` for a text over the limit if those are refused, unless bad lines are
  ///   skipped; as `Reranker.rank`.
  func rank(_ lists: [Candidates], by reranker: Reranker, into printer: RankingPrinter) async throws
  {
    let prepared = try await reranker.prepare(
      lists.map { CandidateList(query: $0.query, passages: $0.passages.map(\.text)) })
    let (kept, admitted) = try admit(lists, prepared)
    console.warnOfTruncation(truncation(kept, admitted))
    let progress = console.progress("ranking")
    do {
      try await reranker.rank(
        admitted, top: printer.top, progress: progress.update,
        passOver: { passage, error in
          guard case .notFinite(_, _, let output) = error else { throw error }
          let list = admitted.list(of: passage)
          let candidate = kept[list].passages[admitted.place(of: passage, in: list)]
          try badLines.report(candidate.error(NotFiniteFault(output: output)))
        },
        receive: { list, ranking in try printer.print(ranking, of: kept[list]) })
    } catch EmbedderError.notFinite(.query, let list, let output) {
      throw LineError(.query(id: lists[list].id), NotFiniteFault(output: output))
    }
    progress.finish()
    badLines.summarize()
    try printer.finish()
  }

  /// The texts that are cut: queries first, then passages, both in the order of the lists.
  private func truncation(
    _ lists: [Candidates], _ prepared: PreparedCandidates
  ) -> TruncationWarning {
    var warning = TruncationWarning(limit: length.maxLength, modelLimit: embedder.maxLength)
    for (list, candidates) in lists.enumerated()
    where prepared.queries.tokenCounts(of: list).wasTruncated {
      warning.add(candidates.id.map { "query “\($0)”" } ?? "the query")
    }
    guard !prepared.hasWindows else { return warning }
    for (list, candidates) in lists.enumerated() {
      for (passage, candidate) in zip(prepared.range(of: list), candidates.passages)
      where prepared.passages.tokenCounts(of: passage).wasTruncated {
        warning.add("“\(candidate.id)”")
      }
    }
    return warning
  }

  /// The lists without the passages that are refused.
  private func admit(
    _ lists: [Candidates], _ prepared: PreparedCandidates
  ) throws -> ([Candidates], PreparedCandidates) {
    guard length.truncation == .error else { return (lists, prepared) }
    for (list, candidates) in lists.enumerated() {
      // A query that is refused ends the work: it has no line that could be skipped.
      if let fault = prepared.queries.fault(of: list) {
        throw LineError(.query(id: candidates.id), fault)
      }
    }
    guard !prepared.hasWindows else { return (lists, prepared) }
    var refused: Set<Int> = []
    var kept = lists
    for (list, candidates) in lists.enumerated() {
      let range = prepared.range(of: list)
      for (passage, candidate) in zip(range, candidates.passages) {
        guard let fault = prepared.passages.fault(of: passage) else { continue }
        try badLines.report(candidate.error(fault))
        refused.insert(passage)
      }
      kept[list].passages = zip(range, candidates.passages)
        .filter { !refused.contains($0.0) }.map(\.1)
    }
    return (kept, prepared.filter { !refused.contains($0) })
  }
}
