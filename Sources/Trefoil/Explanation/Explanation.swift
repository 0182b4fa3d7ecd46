public import TrefoilScoring

/// Why a passage has its score for a query: what every token and word added to it.
///
/// Parts sum to what they are parts of: `contributions` to `score`, those of `matchedTokens` and of
/// `matchedWords` to the ColBERT score, the products of `sharedTokens` and of `sharedWords` to the
/// lexical score, all within fp32's rounding. The dense score is one number of two whole texts and
/// has no parts.
public struct Explanation: Equatable, Encodable, Sendable {
  /// The query as the model read it.
  public let query: ExplainedText
  /// The passage as the model read it.
  public let passage: ExplainedText
  /// How much each score counts.
  public let weights: HybridWeights
  /// The scores; nil for one that the model has no head for.
  public let scores: ScoreBreakdown
  /// What each score adds to the hybrid one, weight · score / Σ weight.
  public let contributions: ScoreBreakdown
  /// The hybrid score: the weighted mean of the scores.
  public let score: Float
  /// What each of the query's tokens but `<s>` matched, in order; nil without a ColBERT head.
  public let matchedTokens: [MatchedToken]?
  /// The same by the query's words, in order.
  public let matchedWords: [MatchedWord]?
  /// The tokens that both texts have, by falling product; nil without a sparse head.
  public let sharedTokens: [SharedToken]?
  /// The same by words, by falling product.
  public let sharedWords: [SharedWord]?

  enum CodingKeys: String, CodingKey {
    case query, passage, weights, scores, contributions, score
    case matchedTokens, matchedWords, sharedTokens, sharedWords
  }

  /// Puts an explanation together.
  public init(
    query: ExplainedText, passage: ExplainedText, weights: HybridWeights, scores: ScoreBreakdown,
    contributions: ScoreBreakdown, score: Float, matchedTokens: [MatchedToken]?,
    matchedWords: [MatchedWord]?, sharedTokens: [SharedToken]?, sharedWords: [SharedWord]?
  ) {
    self.query = query
    self.passage = passage
    self.weights = weights
    self.scores = scores
    self.contributions = contributions
    self.score = score
    self.matchedTokens = matchedTokens
    self.matchedWords = matchedWords
    self.sharedTokens = sharedTokens
    self.sharedWords = sharedWords
  }

  /// What each word of the passage carries of the ColBERT score, shape `[passage.words]`; all zero
  /// without a ColBERT head.
  public var colbertByPassageWord: [Float] {
    var sums = [Float](repeating: 0, count: passage.words.count)
    for match in matchedTokens ?? [] {
      sums[passage.tokens[match.passageToken].word] += match.contribution
    }
    return sums
  }

  /// What each word of the passage carries of the lexical score, shape `[passage.words]`; all zero
  /// without a sparse head.
  public var lexicalByPassageWord: [Float] {
    var sums = [Float](repeating: 0, count: passage.words.count)
    for shared in sharedWords ?? [] { sums[shared.passageWord] += shared.product }
    return sums
  }
}
