internal import Trefoil
internal import TrefoilTensor

/// One search of the segments of an index: candidates by two scores, then all scores of those.
struct SnapshotSearch {
  let snapshot: IndexSnapshot
  let query: IndexQuery
  let scorer: HybridScorer
  let options: SearchOptions
  let team: ThreadTeam

  /// A passage that was found.
  struct Found: Sendable {
    /// Its number.
    let passage: Int64
    let score: Float
    let parts: ScoreBreakdown
  }

  /// The passages found, best first; of equal ones the earlier first.
  ///
  /// - Parameters: `candidates` is how many are taken by each score that selects.
  func found(candidates: Int) throws -> [Found] {
    var found: [Found] = []
    for (segment, rows) in try places(candidates) {
      let scores = SegmentScores(segment: segment, query: query, team: team)
      let outputs = scorer.weights.outputs
      let parts = ScoreValues<[Float]?>(
        dense: outputs.contains(.dense) ? scores.dense(rows) : nil,
        sparse: outputs.contains(.sparse) ? scores.sparse(rows) : nil,
        colbert: outputs.contains(.colbert) ? try scores.colbert(rows) : nil)
      for (place, row) in rows.enumerated() {
        let own = ScoreBreakdown { kind in parts[kind]?[place] }
        guard let score = scorer.score(own), !score.isNaN else { continue }
        found.append(Found(passage: segment.file.passage(row), score: score, parts: own))
      }
    }
    return found.sorted { ($1.score, $0.passage) < ($0.score, $1.passage) }
  }

  /// The rows whose scores are all computed, by segment.
  private func places(_ candidates: Int) throws -> [(LiveSegment, [Int])] {
    snapshot.segments.map { ($0, $0.liveRows) }
  }
}

extension LiveSegment {
  /// The rows that are alive, rising.
  var liveRows: [Int] {
    guard let dead = record.tombstones else { return Array(0..<file.rows) }
    return (0..<file.rows).filter { dead[$0 / 64] >> UInt64($0 % 64) & 1 == 0 }
  }
}
