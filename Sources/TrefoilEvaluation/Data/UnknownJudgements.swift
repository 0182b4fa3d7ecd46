/// How many of a split's judgements name what the data set does not have, as some published sets do.
public struct UnknownJudgements: Equatable, Sendable {
  /// Judgements of queries that are not there; they are left out.
  public let queries: Int
  /// Judgements, of queries that are there, of passages that are not.
  ///
  /// They stay: a relevant passage that can't be found counts as missed, as trec_eval and BEIR
  /// have it.
  public let passages: Int

  /// There are none.
  public static let none = UnknownJudgements(queries: 0, passages: 0)

  /// Takes the counts.
  public init(queries: Int, passages: Int) {
    self.queries = queries
    self.passages = passages
  }
}
