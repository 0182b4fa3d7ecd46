internal import Trefoil
internal import TrefoilTensor

/// The search of the segments of an index for some queries: candidates by two scores, then all scores
/// of those.
///
/// One query is shared by all threads; several share the scan of dense vectors, and have a thread each
/// for the rest. What is found is the same.
struct SnapshotSearch {
  let snapshot: IndexSnapshot
  let queries: [IndexQuery]
  /// Combines the scores that count.
  let scorer: HybridScorer
  /// The scores by which candidates are found, where there are more passages than are wanted; none
  /// if all are candidates.
  let selecting: EmbeddingOutputs
  /// For each segment, the rows that may be found; nil where all may.
  let allowed: [RowSet?]
  let team: ThreadTeam
  /// What a query among several runs on.
  private let alone = ThreadTeam(count: 1)

  init(
    snapshot: IndexSnapshot, queries: [IndexQuery], scorer: HybridScorer,
    selecting: EmbeddingOutputs, allowed: [RowSet?], team: ThreadTeam
  ) {
    self.snapshot = snapshot
    self.queries = queries
    self.scorer = scorer
    self.selecting = selecting
    self.allowed = allowed
    self.team = team
  }

  /// The same search for one of the queries.
  func only(_ query: Int) -> SnapshotSearch {
    SnapshotSearch(
      snapshot: snapshot, queries: [queries[query]], scorer: scorer, selecting: selecting,
      allowed: allowed, team: team)
  }

  /// A passage that was found.
  struct Found: Sendable {
    /// Its number.
    let passage: Int64
    let score: Float
    let parts: ScoreBreakdown
  }

  /// A row of one of the segments, and a score.
  private struct Place {
    let segment: Int
    let row: ScoredRow
  }

  /// The passages that may be found.
  var passageCount: Int {
    snapshot.segments.indices.reduce(0) {
      $0 + (allowed[$1]?.count ?? snapshot.segments[$1].file.rows)
    }
  }

  /// The passages found for each query, best first; of equal ones the earlier first.
  ///
  /// - Parameters: `candidates` is how many are taken by each score that selects.
  /// - Throws: `IndexError.damaged`; `CancellationError`.
  func found(candidates: Int) throws -> [[Found]] {
    try Task.checkCancellation()
    let places = try places(candidates)
    guard queries.count > 1 else {
      return try queries.indices.map { try found($0, places[$0], team) }
    }
    return try team.map(queries.count) { query in
      Result { try found(query, places[query], alone) }
    }.map { try $0.get() }
  }

  /// Computes all scores of a query's candidates, and puts those in order.
  private func found(_ query: Int, _ places: [[Int]], _ team: ThreadTeam) throws -> [Found] {
    let outputs = scorer.weights.outputs
    var found: [Found] = []
    for (segment, rows) in zip(snapshot.segments, places) where !rows.isEmpty {
      let scores = SegmentScores(segment: segment, query: queries[query], team: team)
      let parts = ScoreValues<[Float]?>(
        dense: outputs.contains(.dense) ? scores.dense(rows) : nil,
        sparse: outputs.contains(.sparse) ? try scores.sparse(rows) : nil,
        colbert: outputs.contains(.colbert) ? try scores.colbert(rows) : nil)
      for (place, row) in rows.enumerated() {
        let own = ScoreBreakdown { kind in parts[kind]?[place] }
        guard let score = scorer.score(own), score.isFinite else { continue }
        // A passage that shares no token with the query is no answer to it.
        guard score > 0 || outputs != .sparse else { continue }
        found.append(Found(passage: segment.file.passage(row), score: score, parts: own))
      }
    }
    return found.sorted { ($1.score, $0.passage) < ($0.score, $1.passage) }
  }

  /// For each query, the rows of each segment whose scores are all computed, rising.
  private func places(_ candidates: Int) throws -> [[[Int]]] {
    guard !selecting.isEmpty, passageCount > candidates else {
      let all = snapshot.segments.indices.map { index in
        guard let allowed = allowed[index] else {
          return Array(0..<snapshot.segments[index].file.rows)
        }
        return (0..<allowed.rows).filter(allowed.contains)
      }
      return queries.map { _ in all }
    }
    var chosen = queries.map { _ in snapshot.segments.map { _ in Set<Int>() } }
    func choose(_ best: (SegmentCandidates) throws -> [[ScoredRow]]) throws {
      for (query, places) in try self.best(candidates, best).enumerated() {
        for place in places { chosen[query][place.segment].insert(place.row.row) }
      }
    }
    if selecting.contains(.dense) { try choose { $0.dense(candidates) } }
    if selecting.contains(.sparse) { try choose { try $0.sparse(candidates) } }
    return chosen.map { $0.map { $0.sorted() } }
  }

  /// For each query, the best rows of all segments by one score; of equal ones the earlier.
  private func best(
    _ limit: Int, _ ofSegment: (SegmentCandidates) throws -> [[ScoredRow]]
  ) throws -> [[Place]] {
    var places = queries.map { _ in [Place]() }
    for (index, segment) in snapshot.segments.enumerated() {
      let found = try ofSegment(
        SegmentCandidates(
          segment: segment, queries: queries, allowed: allowed[index], team: team, alone: alone))
      for (query, rows) in found.enumerated() {
        places[query] += rows.map { Place(segment: index, row: $0) }
      }
    }
    return places.map { places in
      Array(
        places.sorted {
          ($1.row.score, $0.segment, $0.row.row) < ($0.row.score, $1.segment, $1.row.row)
        }.prefix(limit))
    }
  }
}
