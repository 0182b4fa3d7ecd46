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

  /// Takes weights that are in order already: `tokenIDs` strictly increasing, every weight finite and
  /// above zero; nil if they are not.
  public init?(tokenIDs: [TokenID], weights: [Float]) {
    guard tokenIDs.count == weights.count, weights.allSatisfy({ $0 > 0 && $0.isFinite }),
      zip(tokenIDs, tokenIDs.dropFirst()).allSatisfy(<)
    else { return nil }
    self.tokenIDs = tokenIDs
    self.weights = weights
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

extension LexicalWeights: Codable {
  private enum CodingKeys: String, CodingKey {
    case tokenIDs, weights
  }

  /// Reads weights; those that are out of order, not finite or not above zero are an error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let read = LexicalWeights(
      tokenIDs: try container.decode([TokenID].self, forKey: .tokenIDs),
      weights: try container.decode([Float].self, forKey: .weights))
    guard let read else {
      throw DecodingError.dataCorruptedError(
        forKey: .weights, in: container,
        debugDescription: "token ids must rise, and weights be finite and above zero")
    }
    self = read
  }
}
