/// The queries of one data set on which weights are tried.
public struct TuningSet: Equatable, Sendable {
  /// The data set's name.
  public let name: String
  /// Its queries.
  public let queries: [TuningQuery]

  /// Puts a set together.
  public init(name: String, queries: [TuningQuery]) {
    self.name = name
    self.queries = queries
  }
}
