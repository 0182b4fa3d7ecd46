internal import SystemPackage
internal import TrefoilFiles

/// `adapter_config.json`: small weights that transformers adds to those of another model.
enum AdapterFile {
  private struct Content: Decodable {
    let type: String?

    enum CodingKeys: String, CodingKey {
      case type = "peft_type"
    }
  }

  /// Throws `ConfigurationError.unsupported` if a folder has one.
  static func refuse(in folder: FilePath) throws(ConfigurationError) {
    let path = folder.appending("adapter_config.json")
    guard try ConfigurationFile.isPresent(path) else { return }
    throw .unsupported(
      file: path, key: "peft_type",
      found: try ConfigurationFile.decode(Content.self, from: path).type ?? "",
      supported: "a model whose adapter was merged into its weights")
  }
}
