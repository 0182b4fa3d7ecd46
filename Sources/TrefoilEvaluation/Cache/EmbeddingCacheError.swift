public import SystemPackage

/// Why embeddings can't be kept or read again.
public enum EmbeddingCacheError: Error, Equatable, Sendable {
  /// No place is named, and there is no home directory in which the cache could lie.
  case noHome
  /// The directory can't be made.
  case cannotCreate(path: FilePath, reason: String)
  /// A file can't be written, as on a full disk.
  case cannotWrite(path: FilePath, reason: String)
  /// The model's files, by which its embeddings are known again, can't be read.
  case unreadableModel(path: FilePath, reason: String)
  /// A file changed while it was in use; `fault` says what is wrong with it.
  case damaged(path: FilePath, fault: String)
}

extension EmbeddingCacheError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .noHome:
      "There is no place for the cache: neither TREFOIL_CACHE nor HOME is set. Name a directory"
        + " for it."
    case .cannotCreate(let path, let reason):
      "Can't make the cache “\(path)”: \(reason). Name a directory that you may write to."
    case .cannotWrite(let path, let reason):
      "Can't write “\(path)” of the cache: \(reason). Make room and try again; what was encoded"
        + " before is kept."
    case .unreadableModel(let path, let reason):
      "Can't read “\(path)” of the model: \(reason). Check its permissions."
    case .damaged(let path, let fault):
      "“\(path)” of the cache changed while it was in use: \(fault). Try again; it is made anew."
    }
  }
}
