/// The queries of one data set on which weights are tried.
public struct TuningSet: Equatable, Codable, Sendable {
  /// The data set's name, and the split's.
  public let name: String
  /// Its queries.
  public let queries: [TuningQuery]

  /// How many of a query's best by each score take part unless told otherwise.
  public static let standardDepth = 100

  /// How many take part where a measure counts so many; all of a ranking is too much to try.
  package static func depth(for measure: Measure, least: Int = standardDepth) -> Int {
    measure.cutoff == Measure.wholeRanking ? least : max(least, measure.cutoff)
  }

  /// Puts a set together.
  public init(name: String, queries: [TuningQuery]) {
    self.name = name
    self.queries = queries
  }
}
