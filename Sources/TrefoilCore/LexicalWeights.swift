/// A text's learned sparse vector: a weight above zero for each of its distinct tokens.
///
/// `tokenIDs` is strictly increasing and `weights` lies beside it.
public struct LexicalWeights: Equatable, Sendable {
  /// The tokens that carry weight, increasing, shape `[count]`.
  public let tokenIDs: [TokenID]
  /// Each token's weight, above zero and finite, shape `[count]`.
  public let weights: [Float]

  /// Keeps, for each token, its largest weight; weights that are not above zero are dropped.
  public init(_ pairs: some Sequence<(TokenID, Float)>) {
    var largest: [TokenID: Float] = [:]
    for (id, weight) in pairs where weight > 0 {
      largest[id] = max(largest[id] ?? 0, weight)
    }
    tokenIDs = largest.keys.sorted()
    weights = tokenIDs.map { largest[$0] ?? 0 }
  }

  /// The number of tokens that carry weight.
  public var count: Int { tokenIDs.count }
  /// Whether no token carries weight, as in an empty text.
  public var isEmpty: Bool { tokenIDs.isEmpty }

  /// The weight of a token, or zero if it has none.
  public subscript(tokenID: TokenID) -> Float {
    var low = 0
    var high = tokenIDs.count
    while low < high {
      let middle = (low + high) / 2
      if tokenIDs[middle] < tokenID { low = middle + 1 } else { high = middle }
    }
    return low < tokenIDs.count && tokenIDs[low] == tokenID ? weights[low] : 0
  }
}
