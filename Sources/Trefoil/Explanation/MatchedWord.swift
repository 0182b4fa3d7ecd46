/// What one word of the query added to the ColBERT score.
public struct MatchedWord: Equatable, Codable, Sendable {
  /// A word of the passage that tokens of the query's word matched.
  public struct Partner: Equatable, Codable, Sendable {
    /// The passage's word: an index in its `words`.
    public let passageWord: Int
    /// What those tokens added to the score.
    public let contribution: Float

    /// Puts a partner together.
    public init(passageWord: Int, contribution: Float) {
      self.passageWord = passageWord
      self.contribution = contribution
    }
  }

  /// The query's word: an index in its `words`.
  public let queryWord: Int
  /// The sum of its tokens' contributions.
  public let contribution: Float
  /// The mean of its tokens' similarities, in `-1...1`.
  public let similarity: Float
  /// The words that its tokens matched, by falling contribution; at least one.
  public let partners: [Partner]

  /// Puts a matched word together.
  public init(queryWord: Int, contribution: Float, similarity: Float, partners: [Partner]) {
    self.queryWord = queryWord
    self.contribution = contribution
    self.similarity = similarity
    self.partners = partners
  }
}
