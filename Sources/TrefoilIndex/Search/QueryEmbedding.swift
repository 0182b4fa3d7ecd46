internal import Trefoil

/// A query's embeddings, ready to be scored with many passages.
struct QueryEmbedding: Sendable {
  let dense: [Float]
  let lexicalWeights: LexicalWeights
  let tokenVectors: TokenVectors?

  private init(_ segment: EmbeddingSegment, unit: Int, outputs: EmbeddingOutputs) {
    dense = outputs.contains(.dense) ? segment.denseVector(unit) : []
    let range = segment.sparseRange(unit)
    lexicalWeights = LexicalWeights(
      outputs.contains(.sparse)
        ? zip(segment.sparseTokens[range], segment.sparseWeights[range]).map { ($0, $1) } : [])
    tokenVectors = outputs.contains(.colbert) ? segment.tokenVectors(unit) : nil
  }

  /// The embeddings of some queries of a collection, which has a unit for each.
  static func load(
    _ block: Range<Int>, of collection: EmbeddedCollection, outputs: EmbeddingOutputs
  ) throws(EmbeddingCacheError) -> [QueryEmbedding] {
    var loaded: [QueryEmbedding] = []
    for (index, range) in collection.segments.enumerated() where range.overlaps(block) {
      let segment = try collection.segment(index)
      for query in range.clamped(to: block) {
        let unit = Int(segment.unitOffsets[query - range.lowerBound])
        loaded.append(QueryEmbedding(segment, unit: unit, outputs: outputs))
      }
    }
    return loaded
  }
}
