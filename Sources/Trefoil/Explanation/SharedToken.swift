public import TrefoilCore

/// A token that both texts have, and what it added to the lexical score.
public struct SharedToken: Equatable, Codable, Sendable {
  /// Its number in the vocabulary.
  public let tokenID: TokenID
  /// Its weight in the query, above zero: the largest of its occurrences'.
  public let queryWeight: Float
  /// Its weight in the passage, above zero: the largest of its occurrences'.
  public let passageWeight: Float
  /// Its part of the score: the product of the two.
  public let product: Float
  /// The occurrence that has the weight in the query: an index in its `tokens`, the first of equals.
  public let queryToken: Int
  /// The occurrence that has the weight in the passage, likewise.
  public let passageToken: Int
  /// All its occurrences in the query: indices in its `tokens`.
  public let queryOccurrences: [Int]
  /// All its occurrences in the passage.
  public let passageOccurrences: [Int]

  /// Puts a shared token together.
  public init(
    tokenID: TokenID, queryWeight: Float, passageWeight: Float, product: Float, queryToken: Int,
    passageToken: Int, queryOccurrences: [Int], passageOccurrences: [Int]
  ) {
    self.tokenID = tokenID
    self.queryWeight = queryWeight
    self.passageWeight = passageWeight
    self.product = product
    self.queryToken = queryToken
    self.passageToken = passageToken
    self.queryOccurrences = queryOccurrences
    self.passageOccurrences = passageOccurrences
  }
}
