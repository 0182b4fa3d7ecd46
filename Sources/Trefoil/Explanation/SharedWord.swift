/// A word of the query and one of the passage that share tokens, and what those added to the
/// lexical score.
public struct SharedWord: Equatable, Sendable {
  /// The query's word, which has the tokens' weights there: an index in its `words`.
  public let queryWord: Int
  /// The passage's word, likewise.
  public let passageWord: Int
  /// The tokens, in the order of the query; at least one.
  public let tokens: [SharedToken]
  /// The sum of their products.
  public let product: Float
}
