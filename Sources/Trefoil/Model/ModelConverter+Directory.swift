public import SystemPackage
public import TrefoilModel
internal import TrefoilText

extension ModelConverter {
  /// Opens the model that is to be converted; its tokenizer and Trefoil's settings go along, once
  /// they are found to open.
  ///
  /// - Throws: `ConfigurationError`, `TokenizerError`, `EmbedderError`, `CheckpointError` or
  ///   `ConversionError`, as opening it would.
  public init(model source: FilePath) throws {
    let configuration = try ModelConfiguration(directory: source)
    let tokenizer = try TokenizerFile(directory: source.inside(configuration.encoderFolder))
    let tokens = try tokenizer.open().tokenizer.vocabularySize
    guard tokens <= configuration.encoder.vocabularySize else {
      throw EmbedderError.vocabularyMismatch(
        tokenizer: tokens, encoder: configuration.encoder.vocabularySize, directory: source)
    }
    _ = try ModelSettings(directory: source)
    try self.init(
      model: source, configuration: configuration, tokenizerFiles: tokenizer.names,
      files: [ModelSettings.fileName])
  }
}
