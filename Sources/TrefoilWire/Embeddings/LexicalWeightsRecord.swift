package import Trefoil
package import TrefoilFormats

/// Lexical weights as an object: a member a token, whose key is the token's id in decimal.
package struct LexicalWeightsRecord: Codable, Equatable, Sendable {
  /// The weights.
  package let weights: LexicalWeights

  /// Takes weights.
  package init(_ weights: LexicalWeights) {
    self.weights = weights
  }

  /// Reads an object.
  ///
  /// - Throws: `DecodingError` for a key that is no token's id, or a value that is no number.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: JSONKey.self)
    weights = LexicalWeights(
      try container.allKeys.map { key in
        guard let tokenID = TokenID(key.stringValue) else {
          throw DecodingError.dataCorruptedError(
            forKey: key, in: container, debugDescription: "The key is not the id of a token.")
        }
        return (tokenID, try container.decode(Float.self, forKey: key))
      })
  }

  /// Writes the members by rising id.
  package func encode(to encoder: any Swift.Encoder) throws {
    var container = encoder.container(keyedBy: JSONKey.self)
    for (tokenID, weight) in zip(weights.tokenIDs, weights.weights) {
      try container.encode(weight, forKey: JSONKey(stringValue: String(tokenID)))
    }
  }
}

extension LexicalWeightsRecord: JSONWritable {
  /// Writes the members by rising id.
  package func write(to json: inout JSONText) {
    json.object { json in
      for (tokenID, weight) in zip(weights.tokenIDs, weights.weights) {
        json.key(String(tokenID))
        json.number(weight)
      }
    }
  }
}
