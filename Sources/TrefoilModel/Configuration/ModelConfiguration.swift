public import SystemPackage

/// How hidden states become one vector.
public enum Pooling: String, CaseIterable, Sendable {
  /// The hidden state of `<s>`.
  case cls
  /// The mean of all hidden states.
  case mean
  /// The hidden state of the last token.
  case lastToken = "last token"
}

/// All that a model's own files say of how to run it.
public struct ModelConfiguration: Equatable, Sendable {
  /// The encoder's shape.
  public let encoder: EncoderConfiguration
  /// How the dense vector is pooled; `cls` where the directory does not say.
  public let pooling: Pooling
  /// Whether the dense vector is normalized; so it is where the directory does not say.
  public let normalize: Bool
  /// The most tokens of a text, `<s>` and `</s>` included, at least 2.
  public let maxLength: Int
  /// What is put before a query; empty for BGE-M3.
  public let queryInstruction: String
  /// What is put before a passage; empty for BGE-M3.
  public let passageInstruction: String

  /// Reads `config.json` and whichever of sentence-transformers' side files a directory has.
  ///
  /// - Throws: `ConfigurationError` for the first file that is missing or asks for something that
  ///   can't be run.
  public init(directory: FilePath) throws(ConfigurationError) {
    try self.init(directory: directory, families: EncoderFamily.all)
  }

  /// Reads the files of a model of one of these families.
  package init(
    directory: FilePath, families: [EncoderFamily]
  ) throws(ConfigurationError) {
    encoder = try EncoderConfiguration(
      path: directory.appending(EncoderConfiguration.fileName), families: families)
    let modules = try SentenceTransformersModules(directory: directory)
    pooling = modules.pooling
    normalize = modules.normalizes
    let instructions = try Instructions(directory: directory)
    queryInstruction = instructions.query
    passageInstruction = instructions.passage
    maxLength = try LengthLimit.tokens(directory, positions: encoder.positionLimit)
  }
}
