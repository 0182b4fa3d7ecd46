/// What encoding an index anew did.
public struct IndexReencoding: Equatable, Codable, Sendable {
  /// The documents of the new index.
  public var documents = 0
  /// The documents that an earlier call had encoded already.
  public var resumed = 0
  /// The passages that this call encoded.
  public var passages = 0
  /// The tokens that this call encoded.
  public var tokens = 0
  /// The passages that have more tokens than were encoded: those of whole documents beyond the limit.
  public var truncated = 0
  /// Where the index as it was is kept; nil if it was removed.
  public var kept: String?
}

/// How far encoding an index anew has come.
public struct ReencodingProgress: Equatable, Sendable {
  /// The documents that are done.
  public let documents: Int
  /// The documents of the index.
  public let total: Int
  /// The tokens that this call has encoded.
  public let tokens: Int
  /// The share of the documents that is done, in `0...1`.
  public let fraction: Double
}
