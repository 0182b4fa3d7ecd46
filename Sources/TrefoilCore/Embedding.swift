/// What one pass of the encoder gives a text: the outputs asked for, and how much of it was read.
public struct Embedding: Equatable, Sendable {
  /// The dense vector, of length 1 (or all zero), shape `[dimension]`; nil if not asked for.
  public let dense: [Float]?
  /// The lexical weights; nil if not asked for.
  public let lexicalWeights: LexicalWeights?
  /// The ColBERT vectors; nil if not asked for.
  public let tokenVectors: TokenVectors?
  /// The number of tokens of the whole text, `<s>` and `</s>` included.
  public let tokensSeen: Int
  /// The number of tokens that the encoder read; fewer than `tokensSeen` if the text was cut.
  public let tokensUsed: Int

  /// Puts a text's outputs together.
  public init(
    dense: [Float]?,
    lexicalWeights: LexicalWeights?,
    tokenVectors: TokenVectors?,
    tokensSeen: Int,
    tokensUsed: Int
  ) {
    self.dense = dense
    self.lexicalWeights = lexicalWeights
    self.tokenVectors = tokenVectors
    self.tokensSeen = tokensSeen
    self.tokensUsed = tokensUsed
  }

  /// Whether the text was longer than the limit and lost tokens.
  public var wasTruncated: Bool { tokensUsed < tokensSeen }
}
