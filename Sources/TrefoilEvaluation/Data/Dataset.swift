public import TrefoilIndex

/// Passages, queries, and which of the passages answer which of the queries.
///
/// Ids are distinct among the passages and among the queries.
public struct Dataset: Equatable, Sendable {
  /// What to call it in reports, such as the directory's name.
  public let name: String
  /// Which of its judgements these are, such as `test`.
  public let split: String
  /// All passages, in the order in which ties are broken.
  public let passages: [Document]
  /// The queries that have a judgement, in the file's order.
  public let queries: [Document]
  /// The judgements of `queries`.
  public let judgements: Judgements
  /// How many judgements the files have of what is not there.
  public let unknownJudgements: UnknownJudgements
  /// What becomes of a passage whose id is the query's.
  public var identicalIDs: IdenticalIDs
  /// The passages that a selection has left out; a run's entries of them do not count.
  public let leftOutPassages: Set<Identifier>

  /// Puts a data set together.
  public init(
    name: String, split: String, passages: [Document], queries: [Document],
    judgements: Judgements, unknownJudgements: UnknownJudgements = .none,
    identicalIDs: IdenticalIDs = .kept, leftOutPassages: Set<Identifier> = []
  ) {
    self.name = name
    self.split = split
    self.passages = passages
    self.queries = queries
    self.judgements = judgements
    self.unknownJudgements = unknownJudgements
    self.identicalIDs = identicalIDs
    self.leftOutPassages = leftOutPassages
  }
}

extension Dataset {
  /// Whether a passage counts in what is found for a query.
  public func admits(_ passage: Identifier, for query: Identifier) -> Bool {
    (identicalIDs == .kept || passage != query) && !leftOutPassages.contains(passage)
  }

  /// The id of the passage that the ranking of a query, by its place, leaves out; nil for none.
  func excluded(of query: Int) -> Identifier? {
    identicalIDs == .leftOut ? queries[query].id : nil
  }

  /// The part of a run that counts: see `admits`.
  public func admitted(of run: Run) -> Run {
    guard identicalIDs == .leftOut || !leftOutPassages.isEmpty else { return run }
    var rankings = run.rankings
    for (query, entries) in rankings {
      rankings[query] = entries.filter { admits($0.passage, for: query) }
    }
    return Run(tag: run.tag, rankings: rankings)
  }

  /// The queries whose id is that of a passage, too.
  public var queriesAmongPassages: Int {
    let ids = Set(passages.map(\.id))
    return queries.count { ids.contains($0.id) }
  }
}
