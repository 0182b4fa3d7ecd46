public import TrefoilCore

/// How much each of the three scores counts: finite, zero or above, and not all zero.
public struct HybridWeights: Equatable, Sendable {
  /// The weight of each score.
  public let values: ScoreValues<Float>

  /// One for each, as FlagEmbedding's `compute_score` has it.
  public static let equal = HybridWeights(
    unchecked: ScoreValues(dense: 1, sparse: 1, colbert: 1))

  private init(unchecked values: ScoreValues<Float>) {
    self.values = values
  }

  /// Takes a weight for each score.
  ///
  /// - Throws: `ScoringError` if one is negative or not finite, or if all are zero.
  public init(_ values: ScoreValues<Float>) throws(ScoringError) {
    for kind in ScoreKind.allCases where !(values[kind].isFinite && values[kind] >= 0) {
      throw .invalidWeight(name: kind.rawValue, value: values[kind])
    }
    let sum = values.all.reduce(0, +)
    guard sum.isFinite else { throw .invalidWeight(name: "sum of the", value: sum) }
    guard sum > 0 else { throw .noWeight }
    self.init(unchecked: values)
  }

  /// Takes the weights by name; one that is left out is zero.
  ///
  /// - Throws: `ScoringError` if one is negative or not finite, or if all are zero.
  public init(dense: Float = 0, sparse: Float = 0, colbert: Float = 0) throws(ScoringError) {
    try self.init(ScoreValues(dense: dense, sparse: sparse, colbert: colbert))
  }

  /// One for a score, and zero for the others.
  public init(only kind: ScoreKind) {
    self.init(unchecked: ScoreValues { $0 == kind ? 1 : 0 })
  }

  /// The weight of the dense score.
  public var dense: Float { values.dense }
  /// The weight of the lexical score.
  public var sparse: Float { values.sparse }
  /// The weight of the late-interaction score.
  public var colbert: Float { values.colbert }
  /// The weight of a score.
  public subscript(kind: ScoreKind) -> Float { values[kind] }

  /// Reads `1,0.3,1` (dense, sparse, colbert) or, in any order, `dense=1,sparse=0.3`.
  ///
  /// - Throws: `ScoringError`.
  public init(parsing text: String) throws(ScoringError) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let named = parts.contains { $0.contains("=") }
    guard named || parts.count == 3 else {
      throw .unreadable(text: text, reason: "\(parts.count) numbers where there are 3 scores")
    }
    var weights: [ScoreKind: Float] = [:]
    for (part, position) in zip(parts, ScoreKind.allCases) {
      let (kind, number) = try Self.split(part, of: text, position: named ? nil : position)
      guard weights.updateValue(number, forKey: kind) == nil else {
        throw .unreadable(text: text, reason: "“\(kind.rawValue)” is given twice")
      }
    }
    guard weights.count == parts.count else {
      throw .unreadable(text: text, reason: "there are more than 3 weights")
    }
    try self.init(ScoreValues { weights[$0] ?? 0 })
  }

  private static func split(
    _ part: Substring, of text: String, position: ScoreKind?
  ) throws(ScoringError) -> (kind: ScoreKind, value: Float) {
    let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
    let kind: ScoreKind
    if let position {
      kind = position
    } else {
      guard sides.count == 2 else {
        throw .unreadable(text: text, reason: "“\(part)” has no name")
      }
      guard let named = ScoreKind(rawValue: sides[0]) else {
        throw .unreadable(text: text, reason: "there is no score named “\(sides[0])”")
      }
      kind = named
    }
    guard let number = sides.last, let value = Float(number) else {
      throw .unreadable(text: text, reason: "“\(sides.last ?? "")” is not a number")
    }
    return (kind, value)
  }

  /// The outputs whose weight is above zero.
  public var outputs: EmbeddingOutputs {
    EmbeddingOutputs(ScoreKind.allCases.filter { values[$0] > 0 })
  }

  /// These weights with zero for every output that is not in `outputs`.
  ///
  /// - Throws: `ScoringError.noWeight` if nothing is left.
  public func keeping(_ outputs: EmbeddingOutputs) throws(ScoringError) -> HybridWeights {
    try HybridWeights(ScoreValues { outputs.contains($0.output) ? values[$0] : 0 })
  }
}

extension HybridWeights: CustomStringConvertible {
  /// The weights by name, as `init(parsing:)` reads them.
  public var description: String {
    ScoreKind.allCases.map { "\($0.rawValue)=\(values[$0])" }.joined(separator: ",")
  }
}

extension HybridWeights: Codable {
  /// Reads `{"dense": 1, "sparse": 0.3, "colbert": 1}`; a weight that is left out is zero.
  ///
  /// - Throws: `ScoringError` as `init(_:)`; `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try self.init(
      ScoreValues { kind in
        try container.decodeIfPresent(Float.self, forKey: Key(kind)) ?? 0
      })
  }

  /// Writes the three weights by name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for kind in ScoreKind.allCases { try container.encode(values[kind], forKey: Key(kind)) }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ kind: ScoreKind) { stringValue = kind.rawValue }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
