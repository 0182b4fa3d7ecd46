/// What an index amounts to.
public struct IndexStatistics: Equatable, Codable, Sendable {
  /// The documents.
  public let documents: Int
  /// Their passages.
  public let passages: Int
  /// The tokens of the passages that the encoder read.
  public let tokens: Int
  /// The segments' files.
  public let segments: Int
  /// The passages that were deleted or replaced, and still take room in segments.
  public let dead: Int
  /// The bytes of the segments.
  public let segmentBytes: Int
  /// The bytes of the catalogue, texts included.
  public let catalogueBytes: Int
  /// The commits so far.
  public let generation: Int

  private enum CodingKeys: String, CodingKey {
    case documents, passages, tokens, segments, dead
    case segmentBytes = "segment_bytes"
    case catalogueBytes = "catalogue_bytes"
    case generation
  }
}
