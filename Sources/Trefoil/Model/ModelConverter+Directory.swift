public import SystemPackage
public import TrefoilModel
internal import TrefoilText

extension ModelConverter {
  /// Opens the model that is to be converted; its tokenizer and Trefoil's settings go along.
  ///
  /// - Throws: `ConfigurationError`, `TokenizerError`, `CheckpointError` or `ConversionError`, as
  ///   opening it would.
  public init(model source: FilePath) throws {
    let configuration = try ModelConfiguration(directory: source).encoder
    let tokenizer = try TokenizerFile(directory: source)
    try self.init(
      model: source, configuration: configuration,
      files: tokenizer.names + [ModelSettings.fileName])
  }
}
