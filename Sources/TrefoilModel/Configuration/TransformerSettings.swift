internal import SystemPackage
internal import TrefoilFiles

/// The settings of sentence-transformers' Transformer module, in the encoder's folder.
struct TransformerSettings {
  /// Where they are; nil where the folder has none.
  private(set) var path: FilePath?
  /// The most tokens of a text; nil where they do not say.
  private(set) var maxLength: Double?
  private(set) var unlisted: [UnlistedKeys] = []

  private struct Content: Decodable {
    let maxSeqLength: Double?

    enum CodingKeys: String, CodingKey {
      case maxSeqLength = "max_seq_length"
    }
  }

  init(folder: FilePath) throws(ConfigurationError) {
    for name in TransformerFile.names {
      let path = folder.appending(name)
      guard try ConfigurationFile.isPresent(path) else { continue }
      self.path = path
      unlisted = [try ConfigurationFile.check(path, ConfigurationKeys.transformer)]
      maxLength = try ConfigurationFile.decode(Content.self, from: path).maxSeqLength
      return
    }
  }
}
