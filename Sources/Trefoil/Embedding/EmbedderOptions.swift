public import TrefoilCore
public import TrefoilTensor
public import TrefoilText

/// How an embedder uses the machine.
public struct EmbedderOptions: Equatable, Sendable {
  /// The threads that share a pass, at least 1; nil for one a processor.
  public var threads: Int?
  /// The tokens that go through the encoder together, at least 1.
  ///
  /// A longer text is a batch of its own. Memory grows with this number; the products reach their
  /// full speed at some 400 a thread.
  public var maxBatchTokens: Int
  /// How exact the products are; nil for `Precision.standard`, or for what a packed model has.
  public var precision: Precision?

  /// Makes options.
  public init(threads: Int? = nil, maxBatchTokens: Int = 2048, precision: Precision? = nil) {
    self.threads = threads
    self.maxBatchTokens = maxBatchTokens
    self.precision = precision
  }
}

/// Which of a model's instructions is put before a text.
public enum TextRole: String, CaseIterable, Sendable {
  /// The instruction for queries, such as `query: `.
  case query
  /// The instruction for passages, such as `passage: `.
  case passage
  /// None.
  case none
}

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

  /// Makes options.
  public init(
    outputs: EmbeddingOutputs = .dense,
    maxLength: Int? = nil,
    dimensions: Int? = nil,
    truncation: TruncationPolicy = .head,
    role: TextRole = .none
  ) {
    self.outputs = outputs
    self.maxLength = maxLength
    self.dimensions = dimensions
    self.truncation = truncation
    self.role = role
  }
}

/// How far a call has come.
public struct EncodeProgress: Equatable, Sendable {
  /// The distinct texts encoded so far.
  public let textsDone: Int
  /// The distinct texts of the call.
  public let textsTotal: Int
  /// The tokens encoded so far.
  public let tokensDone: Int
  /// The tokens of the call.
  public let tokensTotal: Int
}
