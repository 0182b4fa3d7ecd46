/// What a call has changed in an index.
public struct IndexChanges: Equatable, Codable, Sendable {
  /// The documents that were not there before.
  public var added = 0
  /// The documents that were there with another title, text or metadata.
  public var replaced = 0
  /// The documents that were there as they are.
  public var unchanged = 0
  /// The documents that were taken out.
  public var removed = 0
  /// The passages that were encoded.
  public var passages = 0
  /// The tokens that were encoded.
  public var tokens = 0
  /// The passages that have more tokens than were encoded: those of whole documents beyond the limit.
  public var truncated = 0

  /// Nothing has changed.
  public init() {}

  /// Adds what another call has changed.
  public static func += (one: inout IndexChanges, other: IndexChanges) {
    one.added += other.added
    one.replaced += other.replaced
    one.unchanged += other.unchanged
    one.removed += other.removed
    one.passages += other.passages
    one.tokens += other.tokens
    one.truncated += other.truncated
  }
}
