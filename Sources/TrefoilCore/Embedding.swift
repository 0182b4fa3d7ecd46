/// What one pass of the encoder gives a text: the outputs asked for, and how much of it was read.
public struct Embedding: Equatable, Codable, Sendable {
  /// The dense vector, of length 1 (or all zero), shape `[dimension]`; nil if not asked for.
  public let dense: [Float]?
  /// The lexical weights; nil if not asked for.
  public let lexicalWeights: LexicalWeights?
  /// The ColBERT vectors; nil if not asked for.
  public let tokenVectors: TokenVectors?
  /// The tokens of the whole text and those that the encoder read.
  public let tokenCounts: TokenCounts

  /// Puts a text's outputs together.
  public init(
    dense: [Float]?,
    lexicalWeights: LexicalWeights?,
    tokenVectors: TokenVectors?,
    tokenCounts: TokenCounts
  ) {
    self.dense = dense
    self.lexicalWeights = lexicalWeights
    self.tokenVectors = tokenVectors
    self.tokenCounts = tokenCounts
  }
}
