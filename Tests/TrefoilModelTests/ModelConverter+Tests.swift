import SystemPackage
import TrefoilModel

extension ModelConverter {
  /// Opens a model as the library does, but for its tokenizer, which this module does not know.
  init(model source: FilePath) throws {
    try self.init(
      model: source, configuration: ModelConfiguration(directory: source),
      tokenizerFiles: ["sentencepiece.bpe.model", "tokenizer_config.json"], files: [])
  }
}
