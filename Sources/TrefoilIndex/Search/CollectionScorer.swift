public import Trefoil
internal import TrefoilScoring
internal import TrefoilTensor

/// Scores every query of a collection with every passage, as exactly as the embeddings are kept.
///
/// ColBERT rows are kept in fp16, so a score may differ by some 1e-4 from that of fresh embeddings.
public struct CollectionScorer: Sendable {
  private let queries: EmbeddedCollection
  private let passages: EmbeddedCollection
  private let similarity: DenseSimilarity
  private let team: ThreadTeam
  /// Runs the kernels of one query on the thread that has the query.
  private let alone = ThreadTeam(count: 1)

  /// The bytes of a table, beside which the passages of one segment take memory.
  private static let tableBytes = 256 << 20
  /// The queries of a table, whose ColBERT rows lie in memory: some 100 MiB at 1,024 dimensions.
  private static let tableQueries = 2048
  /// The bytes of ColBERT rows that are scored with every query in turn: half of a core's L2.
  private static let chunkBytes = 512 << 10

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
  ///   - progress: called after each segment with the share that is done.
  /// - Throws: `EmbeddingCacheError.damaged`; `CancellationError`.
  public func table(
    of block: Range<Int>, outputs: EmbeddingOutputs, candidates: CandidateSets? = nil,
    progress: (Double) -> Void = { _ in }
  ) async throws -> ScoreTable {
    let wanted = block.map { candidates?[$0] }
    let queries = try QueryEmbedding.load(block, of: queries, outputs: outputs)
    var table = ScoreTable(queries: block, passageCount: passages.count, outputs: outputs)
    for (index, range) in passages.segments.enumerated() {
      try Task.checkCancellation()
      let segment = try passages.segment(index)
      let scope = SegmentScope(range, segment, wanted)
      if outputs.contains(.dense) { dense(queries, segment, scope, &table) }
      if outputs.contains(.sparse) { sparse(queries, segment, scope, &table) }
      if outputs.contains(.colbert) { try colbert(queries, segment, scope, &table) }
      progress(Double(range.upperBound) / Double(max(1, passages.count)))
    }
    return table
  }

  private func dense(
    _ queries: [QueryEmbedding], _ segment: EmbeddingSegment, _ scope: SegmentScope,
    _ table: inout ScoreTable
  ) {
    let vectors = DenseVectors(
      segment.dense, dimension: segment.denseDimension, similarity: similarity)
    let scores = team.map(queries.count) { query in
      scope.isEmpty(query) ? [] : vectors.scores(queries[query].dense)
    }
    scope.raise(&table.values.dense, scores, units: 0..<segment.unitCount)
  }

  private func sparse(
    _ queries: [QueryEmbedding], _ segment: EmbeddingSegment, _ scope: SegmentScope,
    _ table: inout ScoreTable
  ) {
    let postings = LexicalPostings(segment)
    let scores = team.map(queries.count) { query in
      scope.isEmpty(query) ? [] : postings.scores(queries[query].lexicalWeights)
    }
    scope.raise(&table.values.sparse, scores, units: 0..<segment.unitCount)
  }

  private func colbert(
    _ queries: [QueryEmbedding], _ segment: EmbeddingSegment, _ scope: SegmentScope,
    _ table: inout ScoreTable
  ) throws {
    for units in segment.chunks(bytes: Self.chunkBytes) {
      try Task.checkCancellation()
      guard queries.indices.contains(where: { scope.wants($0, anyOf: units) }) else { continue }
      let rows = segment.passageVectors(units)
      let scores = team.map(queries.count) { query -> [Float] in
        guard scope.wants(query, anyOf: units), let vectors = queries[query].tokenVectors else {
          return []
        }
        return LateInteractionScorer.maxSim(vectors, rows, team: alone)
      }
      scope.raise(&table.values.colbert, scores, units: units)
    }
  }
}

extension EmbeddingSegment {
  /// Runs of units whose ColBERT rows take about so many bytes.
  fileprivate func chunks(bytes: Int) -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var start = 0
    for end in 1...max(1, unitCount) where end <= unitCount {
      let rows = Int(colbertOffsets[end] - colbertOffsets[start])
      guard end == unitCount || rows * colbertDimension * 2 >= bytes else { continue }
      chunks.append(start..<end)
      start = end
    }
    return chunks
  }
}
