/// How many of a split's judgements name what the data set does not have, as some published sets do.
public struct UnknownJudgements: Equatable, Codable, Sendable {
  /// The number of judgements of queries that are not there; they are left out.
  public let queryCount: Int
  /// The number of judgements, of queries that are there, of passages that are not.
  ///
  /// They stay: a relevant passage that can't be found counts as missed, as trec_eval and BEIR
  /// have it.
  public let passageCount: Int

  /// There are none.
  public static let none = UnknownJudgements(queryCount: 0, passageCount: 0)

  /// Takes the counts.
  public init(queryCount: Int, passageCount: Int) {
    self.queryCount = queryCount
    self.passageCount = passageCount
  }
}
