public import SystemPackage

/// Keys of one of a model's files of which nobody here knows what they do.
public struct UnlistedKeys: Equatable, Sendable {
  /// The file.
  public let file: FilePath
  /// The keys, sorted; none if all are known.
  public let keys: [String]
}
