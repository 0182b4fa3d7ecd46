/// What is wrong with an index.
public struct IndexReport: Equatable, Codable, Sendable {
  /// The segments that were checked.
  public let segments: Int
  /// What is wrong, a sentence each; empty if nothing is.
  public let faults: [String]
}
