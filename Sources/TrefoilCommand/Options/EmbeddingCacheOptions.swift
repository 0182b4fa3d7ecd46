internal import ArgumentParser
internal import TrefoilIndex

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Where embeddings are kept.
struct EmbeddingCacheOptions: ParsableArguments {
  @Option(
    name: .customLong("cache"),
    help: ArgumentHelp(
      "Keep embeddings in evaluations/ below this directory (default: $TREFOIL_CACHE,"
        + " $XDG_CACHE_HOME/trefoil or ~/.cache/trefoil).",
      valueName: "dir"),
    completion: .directory)
  var root: String?

  @Flag(name: .customLong("no-cache"), help: "Keep embeddings for this run alone.")
  var isOff = false

  func validate() throws {
    if isOff && root != nil {
      throw ValidationError("--cache and --no-cache can't both be; choose one.")
    }
  }

  /// Opens the cache; nil if none is wanted.
  ///
  /// - Throws: `EmbeddingCacheError`.
  func open() throws(EmbeddingCacheError) -> EmbeddingCache? {
    guard !isOff else { return nil }
    return try EmbeddingCache(
      directory: EmbeddingCache.locate(
        root, environment: ProcessInfo.processInfo.environment))
  }
}
