internal import TrefoilCore
internal import TrefoilScoring

/// A ranking of prepared lists that is under way: the vectors in memory, and the list that is open.
struct RankingRun {
  private let embedder: Embedder
  private let scorer: HybridScorer
  private let candidates: PreparedCandidates
  private let top: Int?
  /// The vectors of distinct passages.
  private var embeddings: [Int: Embedding] = [:]
  /// What is not finite of distinct passages that were passed over.
  private var lost: [Int: String] = [:]
  /// The queries of lists that begin in the present piece and are not open yet.
  private var queries: ArraySlice<Embedding> = []
  /// The open list's query.
  private var query: Embedding?
  /// The open list's passages so far.
  private var ranked: [RankedPassage] = []

  init(
    _ embedder: Embedder, _ weights: HybridWeights, _ candidates: PreparedCandidates, top: Int?
  ) {
    self.embedder = embedder
    scorer = embedder.scorer(weights)
    self.candidates = candidates
    self.top = top
  }

  /// Encodes the queries whose lists begin in a piece, and the passages that are not in memory.
  ///
  /// - Parameters: `passingOver` says whether passages may have outputs that are not finite.
  mutating func encode(
    _ piece: RankingPlan.Piece, passingOver: Bool,
    progress: (@Sendable (EncodeProgress) -> Void)?
  ) async throws {
    let begun = piece.parts.filter(begins).map(\.list)
    queries = try await embedder.embed(candidates.queries.keeping(begun))[...]
    let encoded = try await embedder.embed(
      piece.encoded, of: candidates.passages, passingOver: passingOver, progress: progress)
    for (sequence, result) in zip(piece.encoded, encoded) {
      switch result {
      case .success(let embedding): embeddings[sequence] = embedding
      case .failure(let error): lost[sequence] = error.output
      }
    }
  }

  /// The passages of a part that have no vectors, each an index in the prepared passages.
  func lostPassages(_ part: RankingPlan.Part) -> [(passage: Int, error: EmbedderError)] {
    guard !lost.isEmpty else { return [] }
    return part.passages.compactMap { passage in
      lost[candidates.passages.indices[passage]].map { output in
        (passage, candidates.passages.notFinite(passage, output: output))
      }
    }
  }

  /// Scores a part of a list; gives the list's ranking if it ends with that part.
  mutating func rank(_ part: RankingPlan.Part) -> Ranking? {
    if begins(part) { query = queries.popFirst() }
    guard let query else { preconditionFailure("list \(part.list) has no query") }
    let passages = part.passages.filter { lost[candidates.passages.indices[$0]] == nil }
    for (passage, parts) in zip(passages, scores(query, passages)) {
      add(
        candidates.place(of: passage, in: part.list), parts,
        candidates.passages.tokenCounts(of: passage))
    }
    guard part.passages.upperBound == candidates.offsets[part.list + 1] else { return nil }
    defer { ranked = [] }
    return Ranking(ranked, queryTokenCounts: query.tokenCounts, top: top)
  }

  /// Forgets the vectors of all distinct passages but these.
  mutating func keep(_ sequences: Set<Int>) {
    embeddings = embeddings.filter { sequences.contains($0.key) }
  }

  private func begins(_ part: RankingPlan.Part) -> Bool {
    part.passages.lowerBound == candidates.offsets[part.list]
  }

  private func scores(_ query: Embedding, _ passages: [Int]) -> [ScoreBreakdown] {
    let embedded = passages.map { passage in
      guard let embedding = embeddings[candidates.passages.indices[passage]] else {
        preconditionFailure("passage \(passage) was not encoded")
      }
      return embedding
    }
    return scorer.parts(query, embedded, team: embedder.team)
  }

  /// Takes a passage's scores, or those of its next window, of which each score's largest counts.
  private mutating func add(_ index: Int, _ parts: ScoreBreakdown, _ counts: TokenCounts) {
    guard let last = ranked.last, last.index == index else {
      return ranked.append(rankedPassage(index, parts, counts))
    }
    let largest = ScoreBreakdown { (kind: ScoreKind) in
      [last.parts[kind], parts[kind]].compactMap(\.self).max()
    }
    let counts = TokenCounts(
      seen: last.tokenCounts.seen + counts.seen, used: last.tokenCounts.used + counts.used)
    ranked[ranked.count - 1] = rankedPassage(index, largest, counts)
  }

  private func rankedPassage(
    _ index: Int, _ parts: ScoreBreakdown, _ counts: TokenCounts
  ) -> RankedPassage {
    guard let score = scorer.score(parts) else {
      preconditionFailure("passage \(index) lacks one of \(scorer.weights.outputs)")
    }
    return RankedPassage(index: index, score: score, parts: parts, tokenCounts: counts)
  }
}
