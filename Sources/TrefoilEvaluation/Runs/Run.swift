/// What one system found for each query.
public struct Run: Equatable, Sendable {
  /// A passage that was found.
  public struct Entry: Equatable, Sendable {
    /// The passage's id.
    public let passage: String
    /// Its score; higher is better.
    public let score: Double

    /// Puts an entry together.
    public init(passage: String, score: Double) {
      self.passage = passage
      self.score = score
    }
  }

  /// The system's name, the last column of a TREC run.
  public let tag: String
  /// For each query, what was found, in the order of `Entry.precedes`; a passage stands once in a
  /// query's list.
  public private(set) var rankings: [String: [Entry]]

  /// Puts a run together, and each query's entries in order.
  public init(tag: String, rankings: [String: [Entry]] = [:]) {
    self.tag = tag
    self.rankings = rankings.mapValues(Self.ordered)
  }

  /// Sets what was found for a query, and puts it in order.
  public mutating func set(_ entries: [Entry], for query: String) {
    rankings[query] = Self.ordered(entries)
  }
}
