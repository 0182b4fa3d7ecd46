public import Trefoil

/// The scores of a block of queries with every passage of a collection.
///
/// A kind's list is nil if it was not asked for, else of shape `[queries, passages]`; a passage that is
/// no candidate of the query has NaN.
public struct ScoreTable: Equatable, Sendable {
  /// Which queries of the collection.
  public let queries: Range<Int>
  /// The number of passages.
  public let passageCount: Int
  /// The scores of each kind.
  public package(set) var values: ScoreValues<[Float]?>

  /// Makes a table in which nothing is scored yet.
  public init(queries: Range<Int>, passageCount: Int, outputs: EmbeddingOutputs) {
    self.queries = queries
    self.passageCount = passageCount
    let nothing = [Float](repeating: .nan, count: queries.count * passageCount)
    values = ScoreValues { outputs.contains($0.output) ? nothing : nil }
  }

  /// The scores of one pair; nil for those that were not computed.
  ///
  /// - Parameters:
  ///   - query: its place in the collection, one of `queries`.
  ///   - passage: its place in the collection, below `passageCount`.
  public func parts(query: Int, passage: Int) -> ScoreBreakdown {
    let index = row(query).lowerBound + passage
    return values.map { scores in
      guard let score = scores?[index], !score.isNaN else { return nil }
      return score
    }
  }

  /// A query's weighted means with every passage, the same bits as `HybridScorer` gives.
  ///
  /// - Parameters: `query` as in `parts`; `weights` of scores that the table has, else a caller's
  ///   bug.
  /// - Returns: shape `[passages]`; NaN for a passage that is no candidate.
  public func scores(query: Int, weights: HybridWeights) -> [Float] {
    let row = row(query)
    var sums = [Float](repeating: 0, count: passageCount)
    var total: Float = 0
    for kind in weights.outputs.kinds {
      guard let scores = values[kind] else { preconditionFailure("the \(kind) score is missing") }
      let weight = weights[kind]
      total += weight
      for index in sums.indices { sums[index] += weight * scores[row.lowerBound + index] }
    }
    for index in sums.indices { sums[index] /= total }
    return sums
  }

  /// Raises a query's scores of candidates to those of some of their units.
  ///
  /// - Parameters: `query`, its place among `queries`; `scores`, of each unit, of the kinds that were
  ///   computed; `passages`, that of each unit.
  mutating func raise(
    query: Int, _ scores: ScoreValues<[Float]?>, of passages: [Int],
    among candidates: CandidateFlags?
  ) {
    let start = query * passageCount
    Self.raise(&values.dense, scores.dense, start, passages, candidates)
    Self.raise(&values.sparse, scores.sparse, start, passages, candidates)
    Self.raise(&values.colbert, scores.colbert, start, passages, candidates)
  }

  /// Raises one kind of score, where it lies: through a subscript, each number would copy the table.
  private static func raise(
    _ table: inout [Float]?, _ scores: [Float]?, _ start: Int, _ passages: [Int],
    _ candidates: CandidateFlags?
  ) {
    guard let scores, table != nil else { return }
    for (passage, score) in zip(passages, scores) where candidates?[passage] ?? true {
      let place = start + passage
      // Whatever is not above the score, NaN included, gives way to it.
      if let old = table?[place], old >= score { continue }
      table?[place] = score
    }
  }

  private func row(_ query: Int) -> Range<Int> {
    precondition(queries.contains(query), "query \(query) in a table of \(queries)")
    let start = (query - queries.lowerBound) * passageCount
    return start..<start + passageCount
  }
}
