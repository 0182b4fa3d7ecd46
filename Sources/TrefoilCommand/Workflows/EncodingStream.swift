internal import Trefoil

/// Encodes a source's texts chunk by chunk, and gives each chunk to a sink once it is done.
struct EncodingStream {
  let embedder: Embedder
  let options: EncodeOptions
  /// Whether a text over the limit is a bad line; else it is cut.
  let refusesLongTexts: Bool
  let source: TextSource
  let badLines: BadLines

  /// What was done.
  struct Totals {
    var texts = 0
    var tokens = 0
    var truncated: TruncationWarning
  }

  /// Works until the source ends; cancellation stops it between batches, with whole lines out.
  func run(into sink: any EmbeddingSink, progress: ProgressReporter) async throws -> Totals {
    var totals = Totals(
      truncated: TruncationWarning(limit: options.maxLength, modelLimit: embedder.maxLength))
    while true {
      let before = source.fraction
      let chunk = try source.nextChunk()
      if chunk.isEmpty { break }
      let prepared = try await embedder.prepare(chunk.map(\.text), options: options)
      let admitted = try admitted(chunk, prepared)
      let (done, after) = (totals, source.fraction)
      let results = try await embedder.results(of: prepared.keeping(admitted)) { step in
        progress.update(
          fraction: step.fraction(from: before, to: after),
          texts: done.texts + step.textsDone, tokens: done.tokens + step.tokensDone)
      }
      for (index, result) in zip(admitted, results) {
        guard let embedding = try embedding(result, of: chunk[index]) else { continue }
        try sink.write(embedding, of: chunk[index])
        totals.texts += 1
        totals.tokens += embedding.tokenCounts.used
        if embedding.tokenCounts.wasTruncated { totals.truncated.add("“\(chunk[index].id)”") }
      }
      try sink.endChunk()
    }
    progress.finish()
    try sink.finish()
    return totals
  }

  /// A text's embedding; nil if it has none, which is reported.
  private func embedding(
    _ result: Result<Embedding, EmbedderError>, of record: TextRecord
  ) throws -> Embedding? {
    do throws(EmbedderError) {
      return try result.get()
    } catch .notFinite(_, _, let output) {
      try badLines.report(source.error(NotFiniteFault(output: output), of: record))
      return nil
    }
  }

  /// The texts that may be encoded; the others are reported.
  private func admitted(_ chunk: [TextRecord], _ prepared: PreparedTexts) throws -> [Int] {
    try chunk.indices.filter { index in
      guard refusesLongTexts, let fault = prepared.fault(of: index) else { return true }
      try badLines.report(source.error(fault, of: chunk[index]))
      return false
    }
  }
}
