/// How far an import has come.
public struct ImportProgress: Equatable, Sendable {
  /// The documents that are read.
  public let documents: Int
  /// Their passages.
  public let passages: Int
  /// The share of the files that is read, in `0...1`; nil where it is not known, as of a pipe.
  public let fraction: Double?
}
