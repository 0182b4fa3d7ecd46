public import TrefoilIndex

/// What several systems reach on the same queries of a data set, ready to be reported.
public struct EvaluationResult: Equatable, Sendable {
  /// The data set's name.
  public let dataset: String
  /// The split's name.
  public let split: String
  /// The number of passages that were ranked.
  public let passageCount: Int
  /// How it was done, in the order in which reports show it: names such as `model`, `precision`,
  /// `weights`, `windows`, and what they were.
  public let settings: [Setting]
  /// The queries that count, in the data set's order.
  public let queries: [Document]
  /// The group of each query, beside `queries`, such as its language; nil without groups.
  public let groups: [String]?
  /// What was measured.
  public let measures: [Measure]
  /// The systems, in the order in which reports show them.
  public let systems: [SystemResult]

  /// One of the settings.
  public struct Setting: Equatable, Sendable {
    /// What was set.
    public let name: String
    /// What it was.
    public let value: String

    /// Puts a setting together.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Puts a result together; every system has a row of values a query, a value a measure.
  public init(
    dataset: String, split: String, passageCount: Int, settings: [Setting],
    queries: [Document], groups: [String]?, measures: [Measure], systems: [SystemResult]
  ) {
    precondition(groups?.count ?? queries.count == queries.count, "a group a query")
    for system in systems {
      precondition(
        system.values.count == queries.count,
        "\(system.values.count) rows of values for \(queries.count) queries")
    }
    self.dataset = dataset
    self.split = split
    self.passageCount = passageCount
    self.settings = settings
    self.queries = queries
    self.groups = groups
    self.measures = measures
    self.systems = systems
  }
}
