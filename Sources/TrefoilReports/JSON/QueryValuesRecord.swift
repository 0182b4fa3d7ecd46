package import TrefoilEvaluation
package import TrefoilFormats

/// What a system reaches for one query: an object with a member a measure.
package struct QueryValuesRecord: Codable, Equatable, Sendable {
  /// The query's id.
  package let query: String
  /// The system's name.
  package let mode: String
  /// The query's group; left out without groups.
  package let group: String?
  /// The value of each measure; null for one that is no number.
  package let values: JSONMembers<Double?>

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case query, mode, group
  }

  /// Takes the values of a system for the query at an index.
  package init(_ result: EvaluationResult, _ system: SystemResult, query: Int) {
    self.query = result.queries[query].id.text
    mode = system.name
    group = result.groups?[query]
    values = JSONMembers(
      zip(result.measures, system.values[query]).map { ($0.description, $1.number) })
  }

  /// Reads an object; every key that has no other meaning is a measure's name.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    query = try container.decode(String.self, forKey: .query)
    mode = try container.decode(String.self, forKey: .mode)
    group = try container.decodeIfPresent(String.self, forKey: .group)
    values = try JSONMembers(from: decoder, except: Set(CodingKeys.allCases.map(\.rawValue)))
  }

  /// Writes the measures after the names.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(query, forKey: .query)
    try container.encode(mode, forKey: .mode)
    try container.encodeIfPresent(group, forKey: .group)
    try values.encode(to: encoder)
  }
}
