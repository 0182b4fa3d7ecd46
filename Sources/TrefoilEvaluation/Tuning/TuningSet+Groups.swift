public import TrefoilIndex

extension TuningSet {
  /// The queries in parts, one for each value that they have of a metadata key, in the order in
  /// which the values come; a query without the key has the empty value.
  ///
  /// - Parameters:
  ///   - key: the name of a piece of the queries' metadata.
  ///   - dataset: what the set was made of, with as many queries.
  public func divided(by key: String, of dataset: Dataset) -> [TuningSet] {
    precondition(
      dataset.queries.count == queries.count,
      "\(queries.count) queries of \(dataset.queries.count)")
    let values = dataset.queries.map { $0.metadata[key] ?? "" }
    return Strata(values, count: values.count).members.map { members in
      TuningSet(
        name: "\(name), \(key) \(values[members[0]])", queries: members.map { queries[$0] })
    }
  }
}
