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

  /// Puts a data set together.
  public init(
    name: String, split: String, passages: [Document], queries: [Document],
    judgements: Judgements, unknownJudgements: UnknownJudgements = .none
  ) {
    self.name = name
    self.split = split
    self.passages = passages
    self.queries = queries
    self.judgements = judgements
    self.unknownJudgements = unknownJudgements
  }
}
