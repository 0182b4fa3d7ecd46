/// A word of the query and one of the passage that share tokens, and what those added to the
/// lexical score.
public struct SharedWord: Equatable, Codable, Sendable {
  /// The query's word, which has the tokens' weights there: an index in its `words`.
  public let queryWord: Int
  /// The passage's word, likewise.
  public let passageWord: Int
  /// The tokens, in the order of the query; at least one.
  public let tokens: [SharedToken]
  /// The sum of their products.
  public let product: Float

  /// Puts a shared word together.
  public init(queryWord: Int, passageWord: Int, tokens: [SharedToken], product: Float) {
    self.queryWord = queryWord
    self.passageWord = passageWord
    self.tokens = tokens
    self.product = product
  }
}
