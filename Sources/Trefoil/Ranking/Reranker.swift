internal import TrefoilCore
public import TrefoilScoring
public import TrefoilText

/// Puts passages in order for a query, by the weighted mean of the model's scores.
///
/// Memory is bounded: beside the model's own it takes some 200 MiB for the vectors of the passages
/// that are scored together, and 4 bytes a token and some 60 a passage for what is still to come.
public final class Reranker: PassageRanker {
  /// The model that encodes the texts.
  public let embedder: Embedder
  /// How much each score counts.
  public let weights: HybridWeights
  private let queryOptions: EncodeOptions
  private let passageOptions: EncodeOptions
  private let cutter: WindowCutter?

  /// Makes a reranker.
  ///
  /// - Parameters:
  ///   - embedder: the model that encodes the texts.
  ///   - weights: how much each score counts; nil for `Embedder.standardWeights`.
  ///   - maxQueryLength: the most tokens of a query; nil for the model's own limit.
  ///   - maxPassageLength: the most tokens of a passage; nil for the model's own limit.
  ///   - windows: how a passage is read that is longer than a window: whole, in windows, of which
  ///     each score's largest counts. Nil reads a passage up to its limit.
  ///   - truncation: what to do with a text over its limit; nil for what the model's files say.
  /// - Throws: `EmbedderError` if a weight is given for an output that the model lacks, or a length
  ///   that it can't read; `WindowError` for windows that are too long for the model, or too short
  ///   for its instruction.
  public init(
    embedder: Embedder,
    weights: HybridWeights? = nil,
    maxQueryLength: Int? = nil,
    maxPassageLength: Int? = nil,
    windows: PassageWindows? = nil,
    truncation: TruncationPolicy? = nil
  ) throws {
    if let weights { try embedder.require(weights.outputs) }
    self.embedder = embedder
    self.weights = try weights ?? embedder.standardWeights
    queryOptions = EncodeOptions(
      outputs: self.weights.outputs, maxLength: maxQueryLength, truncation: truncation,
      role: .query)
    passageOptions = EncodeOptions(
      outputs: self.weights.outputs, maxLength: windows?.length ?? maxPassageLength,
      truncation: truncation, role: .passage)
    if let windows {
      guard windows.length <= embedder.maxLength else {
        throw WindowError.tooLong(length: windows.length, limit: embedder.maxLength)
      }
      precondition(windows.pooling == .max, "windows are pooled by \(windows.pooling), not by max")
      cutter = try WindowCutter(
        embedder.tokenizer, instruction: embedder.instructions.passage.text,
        windows: windows)
    } else {
      cutter = nil
    }
    try embedder.validate(queryOptions)
    try embedder.validate(passageOptions)
  }

  /// Ranks passages for a query, best first; ties keep the passages' order.
  ///
  /// Each distinct text is encoded once. No passages give an empty ranking.
  ///
  /// - Parameters: `top` keeps that many of the best, all if nil; `progress` is called after each
  ///   batch, from any thread.
  /// - Throws: as `Embedder.encode`.
  public func rank(
    _ query: String,
    _ passages: [String],
    top: Int? = nil,
    progress: (@Sendable (EncodeProgress) -> Void)? = nil
  ) async throws -> Ranking {
    let rankings = try await rank(
      [CandidateList(query: query, passages: passages)], top: top, progress: progress)
    return rankings[0]
  }

  /// Ranks many lists, in their order.
  ///
  /// - Throws: as `Embedder.encode`.
  public func rank(
    _ lists: [CandidateList],
    top: Int? = nil,
    progress: (@Sendable (EncodeProgress) -> Void)? = nil
  ) async throws -> [Ranking] {
    var rankings: [Ranking] = []
    try await rank(try await prepare(lists), top: top, progress: progress) { _, ranking in
      rankings.append(ranking)
    }
    return rankings
  }

  /// Tokenizes the texts of lists, and cuts those that are over the limit.
  ///
  /// - Throws: as `Embedder.prepare`.
  public func prepare(_ lists: [CandidateList]) async throws -> PreparedCandidates {
    let queries = try await embedder.prepare(lists.map(\.query), options: queryOptions)
    guard let cutter else {
      return PreparedCandidates(
        queries: queries,
        passages: try await embedder.prepare(lists.flatMap(\.passages), options: passageOptions),
        offsets: lists.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.passages.count) })
    }
    return try windows(of: lists, queries, cutter)
  }

  private func windows(
    of lists: [CandidateList], _ queries: PreparedTexts, _ cutter: WindowCutter
  ) throws -> PreparedCandidates {
    var known: [String: [TokenizedText]] = [:]
    var tokenized: [TokenizedText] = []
    var (offsets, owners) = ([0], [Int]())
    for list in lists {
      for (passage, text) in list.passages.enumerated() {
        let windows = try known[text] ?? cutter.cut(title: "", text: text).map(\.tokens)
        known[text] = windows
        tokenized += windows
        owners += Array(repeating: passage, count: windows.count)
      }
      offsets.append(tokenized.count)
    }
    return PreparedCandidates(
      queries: queries,
      passages: try embedder.prepare(tokenized: tokenized, options: passageOptions),
      offsets: offsets, owners: owners)
  }

  /// Ranks lists that this reranker prepared, and gives each away once it is ranked.
  ///
  /// A passage that several lists share is encoded once, as far as memory allows.
  ///
  /// - Parameters:
  ///   - candidates: what `prepare` of this reranker gave.
  ///   - top: keeps that many of the best, all if nil.
  ///   - progress: called after each batch, from any thread.
  ///   - passOver: called for a passage of which an output is not finite, with its index in
  ///     `candidates.passages`, before its list is received without it; nil to have it thrown.
  ///   - receive: called with the index of each list and its ranking, in order.
  /// - Throws: as `Embedder.embed`, and whatever `receive` and `passOver` throw.
  public func rank(
    _ candidates: PreparedCandidates,
    top: Int? = nil,
    progress: (@Sendable (EncodeProgress) -> Void)? = nil,
    passOver: ((Int, EmbedderError) throws -> Void)? = nil,
    receive: (Int, Ranking) async throws -> Void
  ) async throws {
    let plan = RankingPlan(
      offsets: candidates.offsets, sequences: candidates.passages.indices,
      queryBytes: { vectorBytes(candidates.queries.tokenCounts(of: $0)) },
      bytes: { vectorBytes(candidates.passages.sequenceCounts(of: $0)) })
    var run = RankingRun(embedder, weights, candidates, top: top)
    var meter = RankingProgress(plan, candidates.passages, report: progress)
    for piece in plan.pieces {
      try await run.encode(piece, passingOver: passOver != nil, progress: meter.step)
      meter.finish(piece, candidates.passages)
      for part in piece.parts {
        try Task.checkCancellation()
        for (passage, error) in run.lostPassages(part) { try passOver?(passage, error) }
        if let ranking = run.rank(part) { try await receive(part.list, ranking) }
      }
      run.keep(piece.kept)
    }
  }

  /// About how many bytes the vectors of a text take.
  private func vectorBytes(_ counts: TokenCounts) -> Int {
    let number = MemoryLayout<Float>.size
    // A text has its lists' heads beside the numbers.
    var bytes = 256
    if weights.outputs.contains(.dense) {
      bytes += number * embedder.configuration.encoder.hiddenSize
    }
    if weights.outputs.contains(.sparse) { bytes += 2 * number * counts.used }
    if weights.outputs.contains(.colbert) {
      bytes += number * counts.used * (embedder.weightSummary.colbertDimension ?? 0)
    }
    return bytes
  }
}
