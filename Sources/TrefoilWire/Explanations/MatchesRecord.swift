package import Trefoil

/// What each word and token of a query found in a passage, by their ColBERT vectors.
package struct MatchesRecord: Codable, Equatable, Sendable {
  /// What a word of the query added to the score.
  package struct Word: Codable, Equatable, Sendable {
    /// The index of the query's word.
    package let queryWord: Int
    /// What it added.
    package let contribution: Float
    /// The mean similarity of its tokens.
    package let similarity: Float
    /// The words that it matched, by falling contribution.
    package let matched: [Partner]

    private enum CodingKeys: String, CodingKey {
      case queryWord = "query_word"
      case contribution, similarity, matched
    }
  }

  /// A word of the passage that a word of the query matched.
  package struct Partner: Codable, Equatable, Sendable {
    /// The index of the passage's word.
    package let passageWord: Int
    /// What the match added.
    package let contribution: Float

    private enum CodingKeys: String, CodingKey {
      case passageWord = "passage_word"
      case contribution
    }
  }

  /// What a token of the query added to the score.
  package struct Token: Codable, Equatable, Sendable {
    /// The index of the query's token.
    package let queryToken: Int
    /// The index of the passage's token that is most like it.
    package let passageToken: Int
    /// The inner product of their vectors.
    package let similarity: Float
    /// What the match added.
    package let contribution: Float

    private enum CodingKeys: String, CodingKey {
      case queryToken = "query_token"
      case passageToken = "passage_token"
      case similarity, contribution
    }
  }

  /// The matches of the query's words, in order.
  package let words: [Word]
  /// The matches of the query's tokens, in order.
  package let tokens: [Token]

  /// Takes the matches of an explanation; nil without a ColBERT head.
  package init?(_ explanation: Explanation) {
    guard let words = explanation.matchedWords, let tokens = explanation.matchedTokens else {
      return nil
    }
    self.words = words.map { word in
      Word(
        queryWord: word.queryWord, contribution: word.contribution, similarity: word.similarity,
        matched: word.partners.map {
          Partner(passageWord: $0.passageWord, contribution: $0.contribution)
        })
    }
    self.tokens = tokens.map {
      Token(
        queryToken: $0.queryToken, passageToken: $0.passageToken, similarity: $0.similarity,
        contribution: $0.contribution)
    }
  }
}
