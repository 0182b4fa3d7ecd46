public import SystemPackage
internal import TrefoilFiles
package import TrefoilModel

/// A directory that holds a model as Hugging Face lays it out.
///
/// It is a name, not a promise: whether the files are there is found when an `Embedder` opens it.
public struct ModelDirectory: Hashable, Sendable {
  /// Where the directory is.
  public let path: FilePath

  /// Names a directory.
  public init(path: FilePath) {
    self.path = path
  }

  /// The directory, if it is there.
  ///
  /// - Throws: `EmbedderError.noDirectory`.
  package func existing() throws(EmbedderError) -> ModelDirectory {
    guard path.isDirectory else { throw .noDirectory(path) }
    return self
  }

  /// The folder of the encoder's own files, the tokenizer's among them: the directory itself, or in
  /// older models `0_Transformer` in it.
  ///
  /// - Throws: `ConfigurationError` if `modules.json` is there and can't be understood.
  package func encoderFolder() throws(ConfigurationError) -> FilePath {
    try ModelConfiguration.encoderFolder(of: path)
  }

  /// The environment variable that names the model to use when the caller names none.
  public static let environmentVariable = "TREFOIL_MODEL"
  /// The default model's directory within the cache.
  public static let defaultName = "multilingual-e5-small"

  /// The model to use: the one named by the caller, else by `TREFOIL_MODEL`, else the default.
  ///
  /// The default model lies in `$TREFOIL_CACHE`, `$XDG_CACHE_HOME/trefoil` or `~/.cache/trefoil`,
  /// whichever is set first.
  ///
  /// - Throws: `EmbedderError.noModel` if nothing is named and the environment names no home.
  public static func locate(
    _ name: String? = nil, environment: [String: String]
  ) throws(EmbedderError) -> ModelDirectory {
    if let name, !name.isEmpty { return ModelDirectory(path: FilePath(name)) }
    if let named = environment[environmentVariable], !named.isEmpty {
      return ModelDirectory(path: FilePath(named))
    }
    guard let cache = CacheDirectory.path(environment: environment) else { throw .noModel }
    return ModelDirectory(path: cache.appending(defaultName))
  }
}
