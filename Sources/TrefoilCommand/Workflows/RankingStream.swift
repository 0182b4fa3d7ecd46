internal import Trefoil

/// Ranks lists piece by piece, and gives each list to a printer once it is complete.
struct RankingStream {
  let reranker: Reranker
  let plan: RankingPlan
  let lists: [Candidates]

  /// Works until every list is printed; cancellation stops it between batches.
  func run(into printer: RankingPrinter, progress: ProgressReporter) async throws {
    var ranked: [RankedPassage] = []
    let total = Double(max(1, plan.bytes.reduce(0, +)))
    var (bytes, texts, tokens) = (0, 0, 0)
    for (piece, size) in zip(plan.pieces, plan.bytes) {
      let (done, doneTexts, doneTokens) = (bytes, texts, tokens)
      let step = LastStep()
      let rankings = try await reranker.rank(piece.map(list)) { now in
        step.set(now)
        let share = Double(now.tokensDone) / Double(max(1, now.tokensTotal))
        progress.update(
          fraction: (Double(done) + share * Double(size)) / total,
          texts: doneTexts + now.textsDone, tokens: doneTokens + now.tokensDone)
      }
      bytes += size
      texts += step.value?.textsDone ?? 0
      tokens += step.value?.tokensDone ?? 0
      for (part, ranking) in zip(piece, rankings) {
        ranked += ranking.passages.map { $0.moved(by: part.range.lowerBound) }
        if part.range.upperBound == lists[part.list].passages.count {
          try printer.print(Ranking(ranked, top: printer.top), of: lists[part.list])
          ranked = []
        }
      }
    }
    progress.finish()
    try printer.finish()
  }

  private func list(_ part: RankingPlan.Part) -> CandidateList {
    let list = lists[part.list]
    return CandidateList(query: list.query, passages: list.passages[part.range].map(\.text))
  }
}

extension RankedPassage {
  fileprivate func moved(by offset: Int) -> RankedPassage {
    RankedPassage(index: index + offset, score: score, parts: parts)
  }
}
