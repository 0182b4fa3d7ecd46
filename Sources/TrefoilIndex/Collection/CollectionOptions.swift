public import Trefoil

/// How the queries or the passages of a data set are encoded.
public struct CollectionOptions: Equatable, Sendable {
  /// The outputs wanted; not empty.
  public var outputs: EmbeddingOutputs
  /// Which of the model's instructions is put before each text.
  public var role: TextRole
  /// The most tokens of a text, `<s>` and `</s>` included; nil for the model's own limit.
  public var maxLength: Int?
  /// What to do with a text over the limit; nil for what the model's files say, which is the
  /// beginning for nearly all.
  public var truncation: TruncationPolicy?
  /// How a text longer than a window is cut; nil to read each text once, up to its limit.
  public var windows: PassageWindows?

  /// Makes options.
  public init(
    outputs: EmbeddingOutputs = .all, role: TextRole, maxLength: Int? = nil,
    truncation: TruncationPolicy? = nil, windows: PassageWindows? = nil
  ) {
    self.outputs = outputs
    self.role = role
    self.maxLength = maxLength
    self.truncation = truncation
    self.windows = windows
  }
}
