public import SystemPackage
public import TrefoilCore

/// All that a model's own files say of how to run it.
public struct ModelConfiguration: Equatable, Sendable {
  /// The encoder's shape.
  public let encoder: EncoderConfiguration
  /// The folder, inside the directory, of the encoder's configuration, weights and tokenizer.
  ///
  /// It is empty for the directory itself, and `0_Transformer` in older models.
  public let encoderFolder: FilePath
  /// How the dense vector is pooled; `cls` where the directory does not say.
  public let pooling: Pooling
  /// Whether the tokens of an instruction, `<s>` among them, take part in the pooling.
  public let poolsInstruction: Bool
  /// Whether the dense vector is normalized; so it is where the directory does not say.
  public let normalize: Bool
  /// How dense vectors are compared; by their cosine where the directory does not say.
  public let similarity: DenseSimilarity
  /// The most tokens of a text, `<s>` and `</s>` included, at least 2.
  public let maxLength: Int
  /// What is put before a query; empty for BGE-M3.
  public let queryInstruction: String
  /// What is put before a passage; empty for BGE-M3.
  public let passageInstruction: String
  /// What is put before a text that is neither: the prompt that `default_prompt_name` names.
  ///
  /// Nearly all models have none.
  public let plainInstruction: String
  /// Keys of the files that are passed over, because nobody here knows what they do.
  public let unlistedKeys: [UnlistedKeys]

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
    let modules = try SentenceTransformersModules(directory: directory)
    encoderFolder = modules.encoderFolder
    let folder = directory.inside(encoderFolder)
    let path = folder.appending(EncoderConfiguration.fileName)
    try AdapterFile.refuse(in: folder)
    encoder = try EncoderConfiguration(path: path, families: families)
    try modules.pooling.requireDimension(encoder.hiddenSize)
    pooling = modules.pooling.pooling
    poolsInstruction = modules.pooling.includesInstruction
    normalize = modules.normalizes
    let settings = try SentenceTransformersSettings(directory: directory)
    similarity = settings.similarity
    queryInstruction = settings.query
    passageInstruction = settings.passage
    plainInstruction = settings.plain
    let transformer = try TransformerSettings(folder: folder)
    maxLength = try LengthLimit.tokens(folder, transformer, positions: encoder.positionLimit)
    let unlisted =
      [try ConfigurationFile.check(path, ConfigurationKeys.encoder)] + modules.unlisted
      + settings.unlisted + transformer.unlisted
    unlistedKeys = unlisted.filter { !$0.keys.isEmpty }
  }

  /// The folder of the encoder's own files within a model's directory, as `modules.json` says.
  ///
  /// - Throws: `ConfigurationError`.
  package static func encoderFolder(of directory: FilePath) throws(ConfigurationError) -> FilePath {
    directory.inside(try SentenceTransformersModules(directory: directory).encoderFolder)
  }
}
