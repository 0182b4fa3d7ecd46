/// What a repair did.
public struct IndexRepair: Equatable, Codable, Sendable {
  /// The files of segments that were not whole, and are no longer used.
  public let segments: [String]
  /// The ids of the documents of which embeddings were lost.
  public let lost: [String]
  /// Whether those documents were encoded again from their texts; else they are deleted.
  public let reencoded: Bool
  /// The ids of the documents whose texts were damaged, and which are deleted.
  public let deleted: [String]
}
