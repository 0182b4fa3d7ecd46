internal import Trefoil
internal import TrefoilTensor

/// One search of the segments of an index: candidates by two scores, then all scores of those.
struct SnapshotSearch {
  let snapshot: IndexSnapshot
  let query: IndexQuery
  /// Combines the scores that count.
  let scorer: HybridScorer
  /// The scores by which candidates are found, where there are more passages than are wanted; none
  /// if all are candidates.
  let selecting: EmbeddingOutputs
  /// For each segment, the rows that may be found; nil where all may.
  let allowed: [RowSet?]
  let team: ThreadTeam

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

  /// The passages found, best first; of equal ones the earlier first.
  ///
  /// - Parameters: `candidates` is how many are taken by each score that selects.
  /// - Throws: `IndexError.damaged`.
  func found(candidates: Int) throws -> [Found] {
    let outputs = scorer.weights.outputs
    var found: [Found] = []
    for (index, rows) in try places(candidates).enumerated() where !rows.isEmpty {
      let segment = snapshot.segments[index]
      let scores = scores(index)
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

  private func scores(_ segment: Int) -> SegmentScores {
    SegmentScores(segment: snapshot.segments[segment], query: query, team: team)
  }

  /// The rows of each segment whose scores are all computed, rising.
  private func places(_ candidates: Int) throws -> [[Int]] {
    guard !selecting.isEmpty, passageCount > candidates else {
      return snapshot.segments.indices.map { index in
        guard let allowed = allowed[index] else {
          return Array(0..<snapshot.segments[index].file.rows)
        }
        return (0..<allowed.rows).filter(allowed.contains)
      }
    }
    var chosen = snapshot.segments.map { _ in Set<Int>() }
    if selecting.contains(.dense) {
      for place in try best(candidates, { $0.bestDense(candidates, allowed: $1) }) {
        chosen[place.segment].insert(place.row.row)
      }
    }
    if selecting.contains(.sparse) {
      for place in try best(candidates, { try $0.bestSparse(candidates, allowed: $1) }) {
        chosen[place.segment].insert(place.row.row)
      }
    }
    return chosen.map { $0.sorted() }
  }

  /// The best rows of all segments by one score; of equal ones the earlier.
  private func best(
    _ limit: Int, _ ofSegment: (SegmentScores, RowSet?) throws -> [ScoredRow]
  ) throws -> [Place] {
    var places: [Place] = []
    for index in snapshot.segments.indices {
      places += try ofSegment(scores(index), allowed[index]).map {
        Place(segment: index, row: $0)
      }
    }
    return Array(
      places.sorted {
        ($1.row.score, $0.segment, $0.row.row) < ($0.row.score, $1.segment, $1.row.row)
      }.prefix(limit))
  }
}
