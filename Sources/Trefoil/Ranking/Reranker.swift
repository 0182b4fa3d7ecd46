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

  /// Makes a reranker.
  ///
  /// - Parameters:
  ///   - embedder: the model that encodes the texts.
  ///   - weights: how much each score counts; nil for `Embedder.standardWeights`.
  ///   - maxQueryLength: the most tokens of a query; nil for the model's own limit.
  ///   - maxPassageLength: the most tokens of a passage; nil for the model's own limit.
  ///   - truncation: what to do with a text over its limit.
  /// - Throws: `EmbedderError` if a weight is given for an output that the model lacks, or a length
  ///   that it can't read.
  public init(
    embedder: Embedder,
    weights: HybridWeights? = nil,
    maxQueryLength: Int? = nil,
    maxPassageLength: Int? = nil,
    truncation: TruncationPolicy = .head
  ) throws {
    if let weights { try embedder.require(weights.outputs) }
    self.embedder = embedder
    self.weights = try weights ?? embedder.standardWeights
    queryOptions = EncodeOptions(
      outputs: self.weights.outputs, maxLength: maxQueryLength, truncation: truncation,
      role: .query)
    passageOptions = EncodeOptions(
      outputs: self.weights.outputs, maxLength: maxPassageLength, truncation: truncation,
      role: .passage)
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
    PreparedCandidates(
      queries: try await embedder.prepare(lists.map(\.query), options: queryOptions),
      passages: try await embedder.prepare(lists.flatMap(\.passages), options: passageOptions),
      offsets: lists.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.passages.count) })
  }

  /// Ranks lists that this reranker prepared, and gives each away once it is ranked.
  ///
  /// A passage that several lists share is encoded once, as far as memory allows.
  ///
  /// - Parameters:
  ///   - candidates: what `prepare` of this reranker gave.
  ///   - top: keeps that many of the best, all if nil.
  ///   - progress: called after each batch, from any thread.
  ///   - receive: called with the index of each list and its ranking, in order.
  /// - Throws: as `Embedder.embed`, and whatever `receive` throws.
  public func rank(
    _ candidates: PreparedCandidates,
    top: Int? = nil,
    progress: (@Sendable (EncodeProgress) -> Void)? = nil,
    receive: (Int, Ranking) async throws -> Void
  ) async throws {
    let (queries, passages) = (candidates.queries, candidates.passages)
    let plan = RankingPlan(
      offsets: candidates.offsets, sequences: passages.indices,
      queryBytes: { embedder.vectorBytes(queries.tokenCounts(of: $0).used, weights.outputs) },
      bytes: { embedder.vectorBytes(passages.sequenceCounts(of: $0).used, weights.outputs) })
    var meter = ProgressMeter(plan, passages, report: progress)
    var embeddings: [Int: Embedding] = [:]
    var query: Embedding?
    var ranked: [RankedPassage] = []
    for piece in plan.pieces {
      let begun = piece.parts.filter { $0.passages.lowerBound == candidates.offsets[$0.list] }
      var fresh = try await embedder.embed(queries.keeping(begun.map(\.list)))[...]
      let encoded = try await embedder.embed(piece.encoded, of: passages, progress: meter.step)
      meter.finish(piece, passages)
      for (sequence, embedding) in zip(piece.encoded, encoded) { embeddings[sequence] = embedding }
      for part in piece.parts {
        try Task.checkCancellation()
        if part.passages.lowerBound == candidates.offsets[part.list] { query = fresh.popFirst() }
        guard let query else { preconditionFailure("list \(part.list) has no query") }
        let first = candidates.offsets[part.list]
        for (passage, parts) in zip(part.passages, scores(query, part, passages, embeddings)) {
          ranked.append(
            rankedPassage(passage - first, parts, passages.tokenCounts(of: passage)))
        }
        if part.passages.upperBound == candidates.offsets[part.list + 1] {
          try await receive(
            part.list, Ranking(ranked, queryTokenCounts: query.tokenCounts, top: top))
          ranked = []
        }
      }
      embeddings = embeddings.filter { piece.kept.contains($0.key) }
    }
  }

  private func scores(
    _ query: Embedding, _ part: RankingPlan.Part, _ passages: PreparedTexts,
    _ embeddings: [Int: Embedding]
  ) -> [ScoreBreakdown] {
    let embedded = part.passages.map { passage in
      guard let embedding = embeddings[passages.indices[passage]] else {
        preconditionFailure("passage \(passage) was not encoded")
      }
      return embedding
    }
    return HybridScorer.parts(query, embedded, team: embedder.team)
  }

  private func rankedPassage(
    _ index: Int, _ parts: ScoreBreakdown, _ counts: TokenCounts
  ) -> RankedPassage {
    guard let score = HybridScorer(weights: weights).score(parts) else {
      preconditionFailure("passage \(index) lacks one of \(weights.outputs)")
    }
    return RankedPassage(index: index, score: score, parts: parts, tokenCounts: counts)
  }
}

extension Embedder {
  /// About how many bytes the vectors of a text take.
  fileprivate func vectorBytes(_ tokens: Int, _ outputs: EmbeddingOutputs) -> Int {
    let number = MemoryLayout<Float>.size
    // A text has its lists' heads beside the numbers.
    var bytes = 256
    if outputs.contains(.dense) { bytes += number * configuration.encoder.hiddenSize }
    if outputs.contains(.sparse) { bytes += 2 * number * tokens }
    if outputs.contains(.colbert) {
      bytes += number * tokens * (weightSummary.colbertDimension ?? 0)
    }
    return bytes
  }
}

/// How far a ranking has come over all its pieces.
private struct ProgressMeter {
  private let report: (@Sendable (EncodeProgress) -> Void)?
  private let textsTotal: Int
  private let tokensTotal: Int
  private var textsDone = 0
  private var tokensDone = 0

  init(
    _ plan: RankingPlan, _ passages: PreparedTexts, report: (@Sendable (EncodeProgress) -> Void)?
  ) {
    self.report = report
    textsTotal = plan.pieces.reduce(0) { $0 + $1.encoded.count }
    tokensTotal = plan.pieces.reduce(0) { $0 + Self.tokens($1, passages) }
  }

  /// What tells the caller how far the encoding of the next piece has come.
  var step: (@Sendable (EncodeProgress) -> Void)? {
    guard let report else { return nil }
    let now = self
    return { step in
      report(
        EncodeProgress(
          textsDone: now.textsDone + step.textsDone, textsTotal: now.textsTotal,
          tokensDone: now.tokensDone + step.tokensDone, tokensTotal: now.tokensTotal))
    }
  }

  /// Takes note of a piece that is encoded.
  mutating func finish(_ piece: RankingPlan.Piece, _ passages: PreparedTexts) {
    textsDone += piece.encoded.count
    tokensDone += Self.tokens(piece, passages)
  }

  private static func tokens(_ piece: RankingPlan.Piece, _ passages: PreparedTexts) -> Int {
    piece.encoded.reduce(0) { $0 + passages.sequenceCounts(of: $1).used }
  }
}
