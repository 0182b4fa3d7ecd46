internal import Trefoil
public import TrefoilIndex

extension CandidateSets {
  /// The passages with the query's own value of a metadata key.
  ///
  /// A query without the key gets those without it.
  public init(same key: String, in dataset: Dataset) {
    var places: [Identifier?: [Int]] = [:]
    for (place, passage) in dataset.passages.enumerated() {
      places[passage.metadata[key].map { Identifier($0) }, default: []].append(place)
    }
    self.init(sets: dataset.queries.map { places[$0.metadata[key].map { Identifier($0) }] ?? [] })
  }

  /// The passages that a run has found; those that the data set lacks are passed over.
  ///
  /// A query that the run lacks gets none.
  public init(of run: Run, in dataset: Dataset) {
    var places: [Identifier: Int] = [:]
    for (place, passage) in dataset.passages.enumerated() { places[passage.id] = place }
    self.init(
      sets: dataset.queries.map { query in
        (run.rankings[query.id] ?? []).compactMap { places[$0.passage] }
      })
  }
}
