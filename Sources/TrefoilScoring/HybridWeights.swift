public import TrefoilCore

/// How much each of the three scores counts: finite, zero or above, and not all zero.
public struct HybridWeights: Equatable, Sendable {
  /// The weight of the dense score.
  public let dense: Float
  /// The weight of the lexical score.
  public let sparse: Float
  /// The weight of the late-interaction score.
  public let colbert: Float

  /// One for each, as FlagEmbedding's `compute_score` has it.
  public static let equal = HybridWeights(unchecked: (1, 1, 1))

  private init(unchecked weights: (Float, Float, Float)) {
    (dense, sparse, colbert) = weights
  }

  /// Takes the weights by name; one that is left out is zero.
  ///
  /// - Throws: `ScoringError` if one is negative or not finite, or if all are zero.
  public init(dense: Float = 0, sparse: Float = 0, colbert: Float = 0) throws(ScoringError) {
    for (name, value) in [("dense", dense), ("sparse", sparse), ("colbert", colbert)] {
      guard value.isFinite && value >= 0 else {
        throw .invalidWeight(name: name, value: value)
      }
    }
    guard (dense + sparse + colbert).isFinite else {
      throw .invalidWeight(name: "sum of the", value: dense + sparse + colbert)
    }
    guard dense > 0 || sparse > 0 || colbert > 0 else { throw .noWeight }
    self.init(unchecked: (dense, sparse, colbert))
  }

  /// Reads `1,0.3,1` (dense, sparse, colbert) or, in any order, `dense=1,sparse=0.3`.
  ///
  /// - Throws: `ScoringError`.
  public init(parsing text: String) throws(ScoringError) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let named = parts.contains { $0.contains("=") }
    guard named || parts.count == 3 else {
      throw .unreadable(text: text, reason: "\(parts.count) numbers where there are 3 scores")
    }
    var weights: [String: Float] = [:]
    for (part, position) in zip(parts, ["dense", "sparse", "colbert"]) {
      let (name, number) = try Self.split(part, of: text, position: named ? nil : position)
      guard weights.updateValue(number, forKey: name) == nil else {
        throw .unreadable(text: text, reason: "“\(name)” is given twice")
      }
    }
    guard weights.count == parts.count else {
      throw .unreadable(text: text, reason: "there are more than 3 weights")
    }
    try self.init(
      dense: weights["dense"] ?? 0, sparse: weights["sparse"] ?? 0,
      colbert: weights["colbert"] ?? 0)
  }

  private static func split(
    _ part: Substring, of text: String, position: String?
  ) throws(ScoringError) -> (name: String, value: Float) {
    let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
    let name: String
    if let position {
      name = position
    } else {
      guard sides.count == 2 else {
        throw .unreadable(text: text, reason: "“\(part)” has no name")
      }
      guard ["dense", "sparse", "colbert"].contains(sides[0]) else {
        throw .unreadable(text: text, reason: "there is no score named “\(sides[0])”")
      }
      name = sides[0]
    }
    guard let number = sides.last, let value = Float(number) else {
      throw .unreadable(text: text, reason: "“\(sides.last ?? "")” is not a number")
    }
    return (name, value)
  }

  /// The outputs whose weight is above zero.
  public var outputs: EmbeddingOutputs {
    var outputs: EmbeddingOutputs = []
    if dense > 0 { outputs.insert(.dense) }
    if sparse > 0 { outputs.insert(.sparse) }
    if colbert > 0 { outputs.insert(.colbert) }
    return outputs
  }

  /// These weights with zero for every output that is not in `outputs`.
  ///
  /// - Throws: `ScoringError.noWeight` if nothing is left.
  public func keeping(_ outputs: EmbeddingOutputs) throws(ScoringError) -> HybridWeights {
    try HybridWeights(
      dense: outputs.contains(.dense) ? dense : 0,
      sparse: outputs.contains(.sparse) ? sparse : 0,
      colbert: outputs.contains(.colbert) ? colbert : 0
    )
  }
}
