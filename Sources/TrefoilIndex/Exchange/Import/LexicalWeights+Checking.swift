internal import Trefoil
internal import TrefoilFiles

extension LexicalWeights {
  /// The most that half precision, in which an index keeps weights, holds.
  private static let largest: Float = 65_504

  /// Takes the members of an object whose keys are tokens' ids in decimal.
  init(
    members: [(key: String, value: JSONMember)]
  ) throws(EmbeddingFileError.Fault) {
    var pairs: [(TokenID, Float)] = []
    for (key, value) in members {
      guard let token = TokenID(key), token >= 0 else { throw .tokenText(key) }
      guard let weight = value.float else {
        throw .wrongType(key: key, expected: "a number")
      }
      pairs.append((token, weight))
    }
    try self.init(checking: pairs)
  }

  /// Takes pairs of a token and its weight.
  init(checking pairs: [(TokenID, Float)]) throws(EmbeddingFileError.Fault) {
    for (token, weight) in pairs where !(0...Self.largest ~= weight) {
      throw weight.isFinite ? .weight(token: token, weight: weight) : .notFinite(.sparse)
    }
    self.init(pairs)
  }
}
