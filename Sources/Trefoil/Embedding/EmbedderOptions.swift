public import TrefoilTensor

/// How an embedder uses the machine, and what it puts before texts.
public struct EmbedderOptions: Equatable, Sendable {
  /// The threads that share a pass, 1 to 1024; nil for `standardThreads`.
  ///
  /// More are taken for 1024.
  public var threads: Int?
  /// The most tokens that go through the encoder together, at least 1.
  ///
  /// A longer text is a batch of its own. Memory grows with this number; the products reach their
  /// full speed at some 400 a thread.
  public var maxBatchTokens: Int
  /// How exact the products are; nil for `Precision.standard`, or for what a packed model has.
  public var precision: Precision?
  /// What is put before a query; nil for what the model's directory says, empty for nothing.
  public var queryInstruction: String?
  /// What is put before a passage; nil for what the model's directory says, empty for nothing.
  public var passageInstruction: String?

  /// Settings whose weights take the place of those in the model's directory, if they have some.
  public var settings: ModelSettings?

  /// One thread a processor that this process may use: by its affinity, and by the limits of the
  /// containers that it runs in, rounded up.
  public static var standardThreads: Int { ThreadTeam.standardCount }

  /// Creates options.
  public init(
    threads: Int? = nil, maxBatchTokens: Int = 2048, precision: Precision? = nil,
    settings: ModelSettings? = nil, queryInstruction: String? = nil,
    passageInstruction: String? = nil
  ) {
    self.settings = settings
    self.threads = threads
    self.maxBatchTokens = maxBatchTokens
    self.precision = precision
    self.queryInstruction = queryInstruction
    self.passageInstruction = passageInstruction
  }
}
