public import TrefoilCore
public import TrefoilText

/// What to make of texts.
public struct EncodeOptions: Equatable, Sendable {
  /// The outputs wanted.
  public var outputs: EmbeddingOutputs
  /// The most tokens to read of a text, `<s>` and `</s>` included; nil for the model's own limit.
  public var maxLength: Int?
  /// How many leading dimensions of the dense vector to keep (Matryoshka), cut before it is
  /// normalized; nil for all.
  public var dimensions: Int?
  /// What to do with a text over the limit.
  public var truncation: TruncationPolicy
  /// Which instruction to put before each text.
  public var role: TextRole
  /// What becomes of a space that no word follows; dropped unless you say otherwise, as
  /// FlagEmbedding does over transformers 5.
  public var trailingSpaces: TrailingSpaces

  /// Creates options.
  public init(
    outputs: EmbeddingOutputs = .dense,
    maxLength: Int? = nil,
    dimensions: Int? = nil,
    truncation: TruncationPolicy = .head,
    role: TextRole = .plain,
    trailingSpaces: TrailingSpaces = .dropped
  ) {
    self.outputs = outputs
    self.maxLength = maxLength
    self.dimensions = dimensions
    self.truncation = truncation
    self.role = role
    self.trailingSpaces = trailingSpaces
  }
}
