public import Trefoil
internal import TrefoilScoring
internal import TrefoilTensor

/// Scores every query of a collection with every passage, as exactly as the embeddings are kept.
///
/// Embeddings that were made to be scored so have dense vectors as the model gives them, and lexical
/// weights and token vectors as fp16, so that a score may differ by some 1e-4 from that of fresh
/// ones.
public struct CollectionScorer: Sendable {
  private let queries: EmbeddedCollection
  private let passages: EmbeddedCollection
  private let similarity: DenseSimilarity
  private let team: ThreadTeam
  /// Runs the kernels of one query on the thread that has the query.
  private let alone = ThreadTeam(count: 1)

  /// The bytes of a table.
  private static let tableBytes = 256 << 20
  /// The queries of a table, whose token vectors lie in memory: some 100 MiB at 1,024 dimensions.
  private static let tableQueries = 2048

  /// Makes a scorer that uses the threads of the model.
  public init(
    queries: EmbeddedCollection, passages: EmbeddedCollection, embedder: Embedder
  ) {
    self.init(
      queries: queries, passages: passages, similarity: embedder.configuration.similarity,
      team: embedder.team)
  }

  /// Makes a scorer.
  package init(
    queries: EmbeddedCollection, passages: EmbeddedCollection,
    similarity: DenseSimilarity = .cosine, team: ThreadTeam
  ) {
    self.queries = queries
    self.similarity = similarity
    self.passages = passages
    self.team = team
  }

  /// The queries in blocks whose table of all three scores stays below 256 MiB; in order.
  public var blocks: [Range<Int>] {
    let row = max(1, passages.count * 3 * MemoryLayout<Float>.size)
    let size = min(Self.tableQueries, max(1, Self.tableBytes / row))
    return stride(from: 0, to: queries.count, by: size).map {
      $0..<min(queries.count, $0 + size)
    }
  }

  /// The scores of some queries with their candidates.
  ///
  /// - Parameters:
  ///   - block: which queries.
  ///   - outputs: the scores wanted, which both collections must have.
  ///   - candidates: which passages each query of the collection ranks; nil for all.
  ///   - progress: called now and then with the share that is done.
  /// - Throws: `IndexError.damaged`; `CancellationError`.
  public func table(
    of block: Range<Int>, outputs: EmbeddingOutputs, candidates: CandidateSets? = nil,
    progress: (Double) -> Void = { _ in }
  ) async throws -> ScoreTable {
    let asked = try queries.embeddings(block).map { embedding in
      embedding.map {
        IndexQuery(
          $0, similarity: similarity, outputs: outputs, codec: passages.configuration.denseCodec)
      }
    }
    let wanted = block.map { query in
      candidates?[query].map { CandidateFlags($0, passages: passages.count) }
    }
    var table = ScoreTable(queries: block, passageCount: passages.count, outputs: outputs)
    var unitsDone = 0
    for part in passages.parts {
      for units in try part.pieces() {
        try Task.checkCancellation()
        let piece = try SegmentPiece(part, units, outputs, similarity)
        let scores = try team.map(asked.count) { index in
          Result { () throws(IndexError) in
            guard let query = asked[index] else { return ScoreValues<[Float]?> { _ in nil } }
            guard wanted[index].map({ flags in piece.texts.contains { flags[$0] } }) ?? true else {
              return ScoreValues<[Float]?> { _ in nil }
            }
            return try piece.scores(query, team: alone)
          }
        }.map { try $0.get() }
        for (index, scores) in scores.enumerated() {
          table.raise(query: index, scores, of: piece.texts, among: wanted[index])
        }
        unitsDone += units.count
        progress(Double(unitsDone) / Double(max(1, passages.unitCount)))
      }
    }
    return table
  }
}

/// Whether each passage is a candidate.
struct CandidateFlags: Sendable {
  private let flags: [Bool]

  init(_ candidates: [Int], passages: Int) {
    var flags = [Bool](repeating: false, count: passages)
    for passage in candidates { flags[passage] = true }
    self.flags = flags
  }

  subscript(passage: Int) -> Bool { flags[passage] }
}
