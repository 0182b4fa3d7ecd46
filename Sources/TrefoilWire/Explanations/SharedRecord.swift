package import Trefoil

/// The words and tokens that two texts share, and what they add to the lexical score.
package struct SharedRecord: Codable, Equatable, Sendable {
  /// A word of the query and one of the passage that share tokens.
  package struct Word: Codable, Equatable, Sendable {
    /// The index of the query's word.
    package let queryWord: Int
    /// The index of the passage's word.
    package let passageWord: Int
    /// What they add to the score.
    package let product: Float
    /// The numbers of the tokens that they share.
    package let tokenIDs: [TokenID]

    private enum CodingKeys: String, CodingKey {
      case queryWord = "query_word"
      case passageWord = "passage_word"
      case product
      case tokenIDs = "token_ids"
    }
  }

  /// A token that both texts have.
  package struct Token: Codable, Equatable, Sendable {
    /// Its number in the vocabulary.
    package let id: TokenID
    /// Its weight in the query.
    package let queryWeight: Float
    /// Its weight in the passage.
    package let passageWeight: Float
    /// What it adds to the score.
    package let product: Float
    /// The index of the query's token that has the weight.
    package let queryToken: Int
    /// The index of the passage's token that has the weight.
    package let passageToken: Int
    /// The indices of all its occurrences in the query.
    package let queryOccurrences: [Int]
    /// The indices of all its occurrences in the passage.
    package let passageOccurrences: [Int]

    private enum CodingKeys: String, CodingKey {
      case id
      case queryWeight = "query_weight"
      case passageWeight = "passage_weight"
      case product
      case queryToken = "query_token"
      case passageToken = "passage_token"
      case queryOccurrences = "query_occurrences"
      case passageOccurrences = "passage_occurrences"
    }
  }

  /// The words, by falling product.
  package let words: [Word]
  /// The tokens, by falling product.
  package let tokens: [Token]

  /// Takes what the texts of an explanation share; nil without a sparse head.
  package init?(_ explanation: Explanation) {
    guard let words = explanation.sharedWords, let tokens = explanation.sharedTokens else {
      return nil
    }
    self.words = words.map {
      Word(
        queryWord: $0.queryWord, passageWord: $0.passageWord, product: $0.product,
        tokenIDs: $0.tokens.map(\.tokenID))
    }
    self.tokens = tokens.map {
      Token(
        id: $0.tokenID, queryWeight: $0.queryWeight, passageWeight: $0.passageWeight,
        product: $0.product, queryToken: $0.queryToken, passageToken: $0.passageToken,
        queryOccurrences: $0.queryOccurrences, passageOccurrences: $0.passageOccurrences)
    }
  }
}
