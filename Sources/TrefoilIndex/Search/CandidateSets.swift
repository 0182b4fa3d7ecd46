/// Which passages each query of a data set ranks.
public struct CandidateSets: Equatable, Sendable {
  /// For each query, its candidates' places among the passages, rising; nil where all are.
  private let sets: [[Int]?]

  /// Every passage, for every query.
  public static func all(queries: Int) -> CandidateSets {
    CandidateSets(sets: [[Int]?](repeating: nil, count: queries))
  }

  /// Takes a set for each query; nil for all passages.
  public init(sets: [[Int]?]) {
    self.sets = sets.map { $0.map { Array(Set($0)).sorted() } }
  }

  /// The number of queries.
  public var count: Int { sets.count }

  /// A query's candidates, rising; nil for all passages.
  public subscript(query: Int) -> [Int]? { sets[query] }

  /// The passages that are candidates of both.
  public func intersection(_ other: CandidateSets) -> CandidateSets {
    precondition(count == other.count, "\(count) queries with \(other.count)")
    return CandidateSets(
      sets: zip(sets, other.sets).map { one, other in
        guard let one else { return other }
        guard let other else { return one }
        return Array(Set(one).intersection(other))
      })
  }
}
