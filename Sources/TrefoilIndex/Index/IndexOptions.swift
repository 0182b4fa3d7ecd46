public import Trefoil
public import TrefoilTensor

/// What an index keeps, and how; chosen when it is made.
public struct IndexOptions: Equatable, Sendable {
  /// The representations of a passage that are kept; nil for all that the model has.
  public var outputs: EmbeddingOutputs?
  /// The most tokens of a passage, with the title and those that the tokenizer adds; nil for 512, or
  /// for the model's limit if that is less or documents are whole.
  public var passageTokens: Int?
  /// The tokens that two neighbouring passages of a document share.
  public var overlap: Int
  /// Whether each document is one passage, however long it is; the model reads its beginning.
  public var wholeDocuments: Bool
  /// How the numbers of dense vectors are kept.
  public var denseCodec: DenseCodec
  /// How the numbers of token vectors are kept.
  public var tokenCodec: TokenCodec
  /// Whether a document's passages are kept as they are, or become one embedding: see
  /// `PassageWindows.Pooling`.
  public var pooling: PassageWindows.Pooling
  /// The fields of metadata that have an index, such as `year` or `author.name`: a filter looks their
  /// values up, and reads the metadata of all documents for others.
  public var fields: [String]
  /// Which of the model's instructions stands before each text.
  package var role: TextRole
  /// Whether passages end with a sentence or a paragraph where they can.
  package var endsAtSentences: Bool
  /// What becomes of a whole document over the limit; nil for what the model's files say.
  package var truncation: TruncationPolicy?

  /// The most tokens of a passage where nothing else is said.
  static let standardPassageTokens = 512

  /// Describes an index.
  public init(
    outputs: EmbeddingOutputs? = nil, passageTokens: Int? = nil, overlap: Int = 0,
    wholeDocuments: Bool = false, denseCodec: DenseCodec = .int8, tokenCodec: TokenCodec = .int8,
    pooling: PassageWindows.Pooling = .max, fields: [String] = []
  ) {
    self.outputs = outputs
    self.passageTokens = passageTokens
    self.overlap = overlap
    self.wholeDocuments = wholeDocuments
    self.denseCodec = denseCodec
    self.tokenCodec = tokenCodec
    self.pooling = pooling
    self.fields = fields
    role = .passage
    endsAtSentences = true
    truncation = nil
  }
}
