public import Trefoil

/// The embeddings of a collection of texts, segment by segment, in memory or in a cache's files.
public struct EmbeddedCollection: Sendable {
  /// The outputs that were asked for.
  public let outputs: EmbeddingOutputs
  /// The texts of each segment, in order, without gaps.
  public let segments: [Range<Int>]
  /// How many segments were encoded now; the others came from the cache.
  public let encodedSegmentCount: Int
  /// Files of the cache that were damaged or foreign, and were made again.
  public let rebuilt: [FilePath]
  private let facts: EmbeddingSegment.Facts
  private let places: [Place]

  /// Where a segment's embeddings are.
  enum Place: Sendable {
    case memory(EmbeddingSegment)
    case file(SegmentFile)
  }

  init(
    outputs: EmbeddingOutputs, segments: [Range<Int>], places: [Place], encodedSegmentCount: Int,
    rebuilt: [FilePath], facts: EmbeddingSegment.Facts
  ) {
    self.outputs = outputs
    self.segments = segments
    self.places = places
    self.encodedSegmentCount = encodedSegmentCount
    self.rebuilt = rebuilt
    self.facts = facts
  }

  /// The number of texts.
  public var count: Int { segments.last?.upperBound ?? 0 }
  /// The number of units, which have embeddings of their own: texts, or windows of texts.
  public var unitCount: Int { facts.unitCount }
  /// The number of tokens that the encoder read, now or before.
  public var tokenCount: Int { facts.tokenCount }
  /// The number of units that were longer than the limit and lost tokens.
  public var truncatedCount: Int { facts.truncatedCount }

  /// The embeddings of the texts of `segments[index]`.
  ///
  /// - Throws: `EmbeddingCacheError.damaged` if its file changed since the texts were encoded.
  package func segment(_ index: Int) throws(EmbeddingCacheError) -> EmbeddingSegment {
    switch places[index] {
    case .memory(let segment): return segment
    case .file(let file):
      do throws(SegmentFault) {
        return try file.read()
      } catch {
        throw .damaged(path: file.path, fault: error.description)
      }
    }
  }
}
