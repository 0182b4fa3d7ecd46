public import Trefoil
public import TrefoilTensor

/// What an index keeps, and how; chosen when it is made.
public struct IndexOptions: Equatable, Sendable {
  /// The representations of a passage that are kept; nil for all that the model has.
  public var outputs: EmbeddingOutputs?
  /// The most tokens of a passage, with the title and those that the tokenizer adds; nil for 512, or
  /// for the model's limit if that is less.
  public var passageTokens: Int?
  /// The tokens that two neighbouring passages of a document share.
  public var overlap: Int
  /// Whether a document is one passage, however long it is: the model reads its first `passageTokens`,
  /// or as many as it can if that is nil.
  public var wholeDocuments: Bool
  /// How the numbers of token vectors are kept.
  public var tokenCodec: TokenCodec

  /// The most tokens of a passage where nothing else is said.
  static let standardPassageTokens = 512

  /// Describes an index.
  public init(
    outputs: EmbeddingOutputs? = nil, passageTokens: Int? = nil, overlap: Int = 0,
    wholeDocuments: Bool = false, tokenCodec: TokenCodec = .int8
  ) {
    self.outputs = outputs
    self.passageTokens = passageTokens
    self.overlap = overlap
    self.wholeDocuments = wholeDocuments
    self.tokenCodec = tokenCodec
  }
}
