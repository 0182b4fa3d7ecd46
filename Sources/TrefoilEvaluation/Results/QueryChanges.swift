internal import TrefoilIndex

/// What changes from one system to another, query by query, as a report shows it.
public struct QueryChanges: Equatable, Sendable {
  /// The name of the system that is compared with.
  public let baseline: String
  /// The name of the system that is compared.
  public let other: String
  /// What was measured.
  public let measure: Measure
  /// Each query's difference, the other's value less the baseline's, in falling order.
  public let differences: [Double]
  /// The queries that gain most, the largest gain first.
  public let gains: [QueryChange]
  /// The queries that lose most, the largest loss first.
  public let losses: [QueryChange]

  /// Puts changes together; the differences are put in order.
  public init(
    baseline: String, other: String, measure: Measure, differences: [Double],
    gains: [QueryChange], losses: [QueryChange]
  ) {
    self.baseline = baseline
    self.other = other
    self.measure = measure
    self.differences = differences.sorted(by: >)
    self.gains = gains
    self.losses = losses
  }

  /// Takes the changes from two runs over a data set.
  ///
  /// - Parameters:
  ///   - baseline: what the other run is compared with.
  ///   - other: the other run.
  ///   - dataset: the queries, the passages and the judgements of both.
  ///   - measure: what is compared.
  ///   - limit: how many gains and how many losses are shown, zero or more. Of equal ones, those
  ///     that come first in the data set are.
  public init(
    from baseline: Run, to other: Run, in dataset: Dataset, measure: Measure, limit: Int = 10
  ) {
    let passages = Dictionary(dataset.passages.map { ($0.id, $0) }) { first, _ in first }
    let changes = dataset.queries.map { query in
      let grades = dataset.judgements.grades[query.id] ?? [:]
      let (old, new) = (baseline.rankings[query.id] ?? [], other.rankings[query.id] ?? [])
      func first(_ ranking: [Run.Entry]) -> ShownPassage? {
        // A passage that nobody has judged explains no difference.
        let judged = ranking.firstIndex { grades[$0.passage] != nil }
        return (judged ?? ranking.indices.first).map { place in
          let id = ranking[place].passage
          return ShownPassage(
            passage: passages[id] ?? Document(id: id, text: ""), grade: grades[id],
            rank: place + 1)
        }
      }
      return QueryChange(
        query: query, before: measure.value(of: old, grades: grades),
        after: measure.value(of: new, grades: grades), firstBefore: first(old),
        firstAfter: first(new))
    }
    /// The largest by a sign, in the data set's order where equal; sorting is stable.
    func largest(_ sign: Double) -> [QueryChange] {
      let chosen = changes.filter { sign * ($0.after - $0.before) > 0 }
      return Array(
        chosen.sorted { sign * ($0.after - $0.before) > sign * ($1.after - $1.before) }
          .prefix(limit))
    }
    self.init(
      baseline: baseline.tag, other: other.tag, measure: measure,
      differences: changes.map { $0.after - $0.before }, gains: largest(1), losses: largest(-1))
  }
}
