/// What one system, a mode of the model or a run from elsewhere, reaches on a data set.
public struct SystemResult: Equatable, Codable, Sendable {
  /// The system's name: `dense`, `sparse`, `colbert`, `sparse+dense`, `all`, or a run's tag.
  public let name: String
  /// Each query's value of each measure, shape `[queries, measures]`, beside
  /// `EvaluationResult.queries` and `EvaluationResult.measures`.
  public let values: [[Double]]

  /// Puts a result together.
  public init(name: String, values: [[Double]]) {
    self.name = name
    self.values = values
  }
}
