internal import Trefoil

/// Encodes a source's texts chunk by chunk, and gives each chunk to a sink once it is done.
struct EncodingStream {
  let embedder: Embedder
  let options: EncodeOptions
  let source: TextSource
  let badLines: BadLines

  /// What was done.
  struct Totals {
    var texts = 0
    var tokens = 0
    var truncated = 0
  }

  /// Works until the source ends; cancellation stops it between batches, with whole lines out.
  func run(into sink: any EmbeddingSink, progress: ProgressReporter) async throws -> Totals {
    let check = LengthCheck(
      embedder, role: options.role, maxLength: options.maxLength, policy: options.truncation)
    var totals = Totals()
    while true {
      let before = source.fraction
      let chunk = try source.nextChunk()
      if chunk.isEmpty { break }
      let records = try check.admitted(chunk, of: source, badLines: badLines)
      let (done, after) = (totals, source.fraction)
      let embeddings = try await embedder.encode(records.map(\.text), options: options) { step in
        progress.update(
          fraction: Self.fraction(from: before, to: after, step),
          texts: done.texts + step.textsDone, tokens: done.tokens + step.tokensDone)
      }
      for (record, embedding) in zip(records, embeddings) {
        try sink.write(embedding, of: record)
        totals.texts += 1
        totals.tokens += embedding.tokensUsed
        if embedding.wasTruncated { totals.truncated += 1 }
      }
      try sink.endChunk()
    }
    progress.finish()
    try sink.finish()
    return totals
  }

  /// The share of the input that is done, within a chunk that takes it from one share to another.
  private static func fraction(
    from before: Double?, to after: Double?, _ step: EncodeProgress
  ) -> Double? {
    guard let before, let after, step.tokensTotal > 0 else { return nil }
    return before + (after - before) * Double(step.tokensDone) / Double(step.tokensTotal)
  }
}
