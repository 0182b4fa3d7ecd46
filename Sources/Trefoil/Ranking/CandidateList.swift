/// A query and the passages that are to be ranked for it.
public struct CandidateList: Equatable, Codable, Sendable {
  /// What is asked.
  public let query: String
  /// The candidates, in the order in which ties are broken.
  public let passages: [String]

  /// Puts a list together.
  public init(query: String, passages: [String]) {
    self.query = query
    self.passages = passages
  }
}
