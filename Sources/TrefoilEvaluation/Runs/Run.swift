public import Trefoil

/// What one system found for each query.
public struct Run: Equatable, Sendable {
  /// A passage that was found.
  public struct Entry: Equatable, Sendable {
    /// The passage's id.
    public let passage: Identifier
    /// Its score; higher is better.
    public let score: Double

    /// Puts an entry together.
    public init(passage: Identifier, score: Double) {
      self.passage = passage
      self.score = score
    }
  }

  /// The system's name, the last column of a TREC run.
  public let tag: String
  /// For each query, what was found, in the order of `Entry.precedes`; a passage stands once in a
  /// query's list.
  public private(set) var rankings: [Identifier: [Entry]]

  /// Puts a run together, and each query's entries in order.
  public init(tag: String, rankings: [Identifier: [Entry]] = [:]) {
    self.tag = tag
    self.rankings = rankings.mapValues(Self.ordered)
  }

  /// Sets what was found for a query, and puts it in order.
  public mutating func set(_ entries: [Entry], for query: Identifier) {
    rankings[query] = Self.ordered(entries)
  }
}
