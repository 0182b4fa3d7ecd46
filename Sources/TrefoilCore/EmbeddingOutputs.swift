/// Which of the three embeddings of a text one pass of the encoder is asked for.
public struct EmbeddingOutputs: OptionSet, Hashable, Codable, Sendable {
  /// The set's bits: dense 1, sparse 2, ColBERT 4.
  public let rawValue: Int

  /// Makes the set with these bits.
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// One vector per text.
  public static let dense = EmbeddingOutputs(rawValue: 1)
  /// One weight per distinct token of the text: learned sparse, or lexical weights.
  public static let sparse = EmbeddingOutputs(rawValue: 2)
  /// One vector per token, for late interaction.
  public static let colbert = EmbeddingOutputs(rawValue: 4)
  /// All three.
  public static let all: EmbeddingOutputs = [.dense, .sparse, .colbert]

  /// The outputs of the set by name, in the order dense, sparse, ColBERT.
  public var kinds: [ScoreKind] { ScoreKind.allCases.filter { contains($0.output) } }

  /// The outputs of these scores.
  public init(_ kinds: some Sequence<ScoreKind>) {
    self = kinds.reduce(into: []) { $0.formUnion($1.output) }
  }
}

extension EmbeddingOutputs: CustomStringConvertible {
  /// The outputs' names, joined by commas, in the order dense, sparse, colbert.
  public var description: String {
    kinds.map(\.rawValue).joined(separator: ",")
  }
}
