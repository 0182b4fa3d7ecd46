/// What one token of the query added to the ColBERT score.
public struct MatchedToken: Equatable, Codable, Sendable {
  /// The query's token: an index in its `tokens`, from 1, as `<s>` has no vector.
  public let queryToken: Int
  /// The passage's token that is most like it: an index in its `tokens`, the first of equals.
  public let passageToken: Int
  /// The inner product of their vectors, in `-1...1`.
  public let similarity: Float
  /// Its part of the score: the similarity divided by the number of the query's vectors.
  public let contribution: Float

  /// Puts a match together.
  public init(queryToken: Int, passageToken: Int, similarity: Float, contribution: Float) {
    self.queryToken = queryToken
    self.passageToken = passageToken
    self.similarity = similarity
    self.contribution = contribution
  }
}
