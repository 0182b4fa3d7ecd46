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
  /// What to do with a text over the limit; nil for what the model's files say, which is the
  /// beginning for nearly all.
  public var truncation: TruncationPolicy?
  /// Which instruction to put before each text.
  public var role: TextRole

  /// Creates options.
  public init(
    outputs: EmbeddingOutputs = .dense,
    maxLength: Int? = nil,
    dimensions: Int? = nil,
    truncation: TruncationPolicy? = nil,
    role: TextRole = .plain
  ) {
    self.outputs = outputs
    self.maxLength = maxLength
    self.dimensions = dimensions
    self.truncation = truncation
    self.role = role
  }
}
