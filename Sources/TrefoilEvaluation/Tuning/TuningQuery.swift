internal import Trefoil

/// A query, the passages that may rank high for it, and their scores.
public struct TuningQuery: Equatable, Sendable {
  /// The candidates' ids.
  public let passages: [String]
  /// Their dense scores, beside `passages`; zero where the model has none.
  public let dense: [Float]
  /// Their lexical scores.
  public let sparse: [Float]
  /// Their late-interaction scores.
  public let colbert: [Float]
  /// The grades of the query's judged passages, candidates or not.
  public let grades: [String: Int]

  /// Puts a query together; a score a candidate.
  public init(
    passages: [String], dense: [Float], sparse: [Float], colbert: [Float], grades: [String: Int]
  ) {
    for scores in [dense, sparse, colbert] {
      precondition(
        scores.count == passages.count, "\(scores.count) scores of \(passages.count) passages")
    }
    self.passages = passages
    self.dense = dense
    self.sparse = sparse
    self.colbert = colbert
    self.grades = grades
  }

  /// What the ranking by a weighted sum is worth.
  func value(_ weights: HybridWeights, _ measure: Measure) -> Double {
    let scores = passages.indices.map { index in
      weights.dense * dense[index] + weights.sparse * sparse[index]
        + weights.colbert * colbert[index]
    }
    // Only the best count, and of equals at the border the measure's own order decides.
    let border = scores.sorted(by: >).prefix(measure.cutoff).last ?? 0
    let best = passages.indices.filter { scores[$0] >= border }
    return measure.value(
      of: best.map { Run.Entry(passage: passages[$0], score: Double(scores[$0])) }, grades: grades)
  }
}
