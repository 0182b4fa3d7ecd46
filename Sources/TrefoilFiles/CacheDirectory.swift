package import SystemPackage

/// Where Trefoil keeps what it can make again: prepared models, and embeddings.
package enum CacheDirectory {
  /// The environment variable that names it.
  package static let environmentVariable = "TREFOIL_CACHE"

  /// `$TREFOIL_CACHE`, `$XDG_CACHE_HOME/trefoil` or `~/.cache/trefoil`, whichever is set first; nil
  /// if the environment names no home.
  package static func path(environment: [String: String]) -> FilePath? {
    for (variable, suffix) in [
      (environmentVariable, nil), ("XDG_CACHE_HOME", "trefoil"), ("HOME", ".cache/trefoil"),
    ] {
      guard let root = environment[variable], !root.isEmpty else { continue }
      return suffix.map { FilePath(root).appending($0) } ?? FilePath(root)
    }
    return nil
  }
}
