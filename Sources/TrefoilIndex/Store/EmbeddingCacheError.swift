public import SystemPackage
public import TrefoilFiles
public import TrefoilErrors

/// Why embeddings can't be kept or read again.
public enum EmbeddingCacheError: TrefoilError {
  /// No place is named, and there is no home directory in which the cache could lie.
  case noHome
  /// A file or the directory can't be created or written, as on a full disk.
  case cannotKeep(FileError)
  /// The model's files, by which its embeddings are known again, can't be read.
  case unreadableModel(FileError)
  /// A directory or another thing that is no file has the name of one of the cache's files.
  case obstructed(path: FilePath)
  /// A file changed while it was in use; `fault` says what is wrong with it.
  case damaged(path: FilePath, fault: String)
}

extension EmbeddingCacheError {
  /// Whose turn it is.
  public var kind: ErrorKind {
    switch self {
    case .noHome: .cannotCreate
    case .cannotKeep(let error): error.kind
    case .unreadableModel: .modelUnavailable
    case .obstructed: .cannotCreate
    case .damaged: .internalFault
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
    case .unreadableModel(let error):
      "The model's files can't be read. \(error)"
    case .obstructed(let path):
      "“\(path)” has the name of a file of the cache, but is not a regular file. Remove it, or work"
        + " without the cache."
    case .damaged(let path, let fault):
      "“\(path)” of the cache changed while it was in use: \(fault). Try again; it is made anew."
    }
  }
}
