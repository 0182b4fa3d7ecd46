internal import TrefoilCore

/// A text as the model read it, and what the model made of it.
struct EncodedText {
  /// Where a token that carries lexical weight stands.
  struct Occurrences {
    /// The largest of its weights, above zero.
    fileprivate(set) var weight: Float
    /// The token that has it, the first of equals.
    fileprivate(set) var heaviest: Int
    /// All tokens with the same id.
    fileprivate(set) var tokens: [Int] = []
  }

  let explained: ExplainedText
  let embedding: Embedding
  /// Each token's own lexical weight, zero or above, shape `[tokens]`; nil without a sparse head.
  let tokenWeights: [Float]?

  /// The tokens that carry lexical weight; nil without a sparse head.
  var occurrences: [TokenID: Occurrences]? {
    guard let tokenWeights else { return nil }
    var found: [TokenID: Occurrences] = [:]
    for (token, weight) in tokenWeights.enumerated() {
      let tokenID = explained.tokens[token].tokenID
      var one = found[tokenID] ?? Occurrences(weight: 0, heaviest: token)
      one.tokens.append(token)
      if weight > one.weight { (one.weight, one.heaviest) = (weight, token) }
      found[tokenID] = one
    }
    return found.filter { $0.value.weight > 0 }
  }
}
