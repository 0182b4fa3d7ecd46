internal import SystemPackage

/// The classes of transformers whose backbone gives embeddings.
enum Architecture {
  /// How their names end: the backbone alone, or with the head of its first training.
  private static let endings = ["Model", "ForMaskedLM", "ForPreTraining"]

  /// Throws `ConfigurationError.unsupported` for a model that was trained for something else, such
  /// as a sequence classifier: its backbone has states, but they are no embeddings.
  static func require(_ names: [String], _ path: FilePath) throws(ConfigurationError) {
    guard let other = names.first(where: { name in !endings.contains { name.hasSuffix($0) } })
    else { return }
    throw .unsupported(
      file: path, key: "architectures", found: other,
      supported:
        "an encoder of embeddings (a class that ends in \(endings.joined(separator: ", ")))")
  }
}
