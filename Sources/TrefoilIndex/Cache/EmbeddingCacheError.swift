public import TrefoilErrors

/// Why embeddings can't be kept or read again.
public enum EmbeddingCacheError: TrefoilError {
  /// No place is named, and there is no home directory in which the cache could lie.
  case noHome
  /// An index, a file or the directory can't be created or written, as on a full disk.
  case cannotKeep(IndexError)
}

extension EmbeddingCacheError {
  /// Whose turn it is.
  public var kind: ErrorKind {
    switch self {
    case .noHome: .cannotCreate
    case .cannotKeep(let error): error.kind
    }
  }

  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .noHome:
      "There is no place for the cache: neither TREFOIL_CACHE nor HOME is set. Name a directory"
        + " for it, with --cache in the command, or keep none, with --no-cache."
    case .cannotKeep(let error):
      "The cache can't be used. \(error) The command keeps none with --no-cache, and another with"
        + " --cache."
    }
  }
}
