public import SystemPackage
internal import TrefoilFiles

/// A directory in which embeddings are kept, so that the same texts are encoded once.
///
/// It has an index for each model and way of encoding, in which each text has its content for a name:
/// `trefoil index` and `trefoil search` open it like any other. What is damaged is known by its
/// checksum and made again. Several processes may use the cache at once. It may be removed at any
/// time while nobody uses it.
///
/// Embeddings of one instruction set are taken for those of another: they differ in their last
/// bits.
public struct EmbeddingCache: Sendable {
  /// Where it is.
  public let directory: FilePath

  /// The directory below the cache of prepared models.
  public static let defaultName = "evaluations"

  /// Makes the directory, if it is not there.
  ///
  /// - Throws: `EmbeddingCacheError.cannotCreate`.
  public init(directory: FilePath) throws(EmbeddingCacheError) {
    self.directory = directory
    try Self.make(directory)
  }

  /// The directory `evaluations` below a root: the one that is named, else `TREFOIL_CACHE`,
  /// `XDG_CACHE_HOME`/trefoil or ~/.cache/trefoil, whichever is set first.
  ///
  /// - Throws: `EmbeddingCacheError.noHome` if nothing is named and there is no home.
  public static func locate(
    _ root: String? = nil, environment: [String: String]
  ) throws(EmbeddingCacheError) -> FilePath {
    if let root, !root.isEmpty { return FilePath(root).appending(defaultName) }
    guard let cache = CacheDirectory.path(environment: environment) else { throw .noHome }
    return cache.appending(defaultName)
  }

  /// Makes a directory and those above it.
  static func make(_ directory: FilePath) throws(EmbeddingCacheError) {
    do throws(FileError) {
      try directory.createDirectories()
    } catch {
      throw .cannotKeep(.file(error))
    }
  }
}
