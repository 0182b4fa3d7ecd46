/// Which of the three embeddings of a text one pass of the encoder is asked for.
public struct EmbeddingOutputs: OptionSet, Hashable, Sendable {
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
}

extension EmbeddingOutputs: CustomStringConvertible {
  /// The outputs' names, joined by commas, in the order dense, sparse, colbert.
  public var description: String {
    var names: [String] = []
    if contains(.dense) { names.append("dense") }
    if contains(.sparse) { names.append("sparse") }
    if contains(.colbert) { names.append("colbert") }
    return names.joined(separator: ",")
  }
}
