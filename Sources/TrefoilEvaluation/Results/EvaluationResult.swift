public import TrefoilIndex

/// What several systems reach on the same queries of a data set, ready to be reported.
public struct EvaluationResult: Equatable, Encodable, Sendable {
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
  public struct Setting: Equatable, Codable, Sendable {
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

  private enum CodingKeys: String, CodingKey {
    case dataset, split, passageCount, settings, queries, groups, measures, systems
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

extension EvaluationResult: Decodable {
  /// Reads a result; groups or values that don't stand beside the queries and the measures are an
  /// error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let queries = try container.decode([Document].self, forKey: .queries)
    let groups = try container.decodeIfPresent([String].self, forKey: .groups)
    let measures = try container.decode([Measure].self, forKey: .measures)
    let systems = try container.decode([SystemResult].self, forKey: .systems)
    let isWhole = systems.allSatisfy { system in
      system.values.count == queries.count
        && system.values.allSatisfy { $0.count == measures.count }
    }
    guard isWhole, groups?.count ?? queries.count == queries.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .systems, in: container,
        debugDescription: "values or groups are not those of \(queries.count) queries")
    }
    self.init(
      dataset: try container.decode(String.self, forKey: .dataset),
      split: try container.decode(String.self, forKey: .split),
      passageCount: try container.decode(Int.self, forKey: .passageCount),
      settings: try container.decode([Setting].self, forKey: .settings),
      queries: queries, groups: groups, measures: measures, systems: systems)
  }
}
