public import Trefoil

/// A query, the passages that may rank high for it, and their scores.
public struct TuningQuery: Equatable, Sendable {
  /// The candidates' ids.
  public let passages: [Identifier]
  /// Their scores of each kind, beside `passages`; zero where the model has none.
  public let scores: ScoreValues<[Float]>
  /// The grades of the query's judged passages, candidates or not.
  public let grades: [Identifier: Int]

  /// Puts a query together; each kind has a score for each candidate.
  public init(passages: [Identifier], scores: ScoreValues<[Float]>, grades: [Identifier: Int]) {
    for kind in ScoreKind.allCases {
      precondition(
        scores[kind].count == passages.count,
        "\(scores[kind].count) scores of \(passages.count) passages")
    }
    self.passages = passages
    self.scores = scores
    self.grades = grades
  }

  /// What the ranking by a weighted sum is worth.
  func value(_ weights: HybridWeights, _ measure: Measure) -> Double {
    let sums = passages.indices.map { index in
      weights.dense * scores.dense[index] + weights.sparse * scores.sparse[index]
        + weights.colbert * scores.colbert[index]
    }
    // Only the best count, and of equals at the border the measure's own order decides.
    let border = sums.sorted(by: >).prefix(measure.cutoff).last ?? 0
    let best = passages.indices.filter { sums[$0] >= border }
    return measure.value(
      of: best.map { Run.Entry(passage: passages[$0], score: Double(sums[$0])) }, grades: grades)
  }
}

extension TuningQuery: Codable {
  private enum CodingKeys: String, CodingKey {
    case passages, scores, grades
  }

  /// Reads a query; a kind that has not a score for each candidate is an error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let passages = try container.decode([Identifier].self, forKey: .passages)
    let scores = try container.decode(ScoreValues<[Float]>.self, forKey: .scores)
    guard scores.all.allSatisfy({ $0.count == passages.count }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .scores, in: container,
        debugDescription: "\(scores.all.map(\.count)) scores of \(passages.count) passages")
    }
    self.init(
      passages: passages, scores: scores,
      grades: try container.decode([Identifier: Int].self, forKey: .grades))
  }
}
