internal import Trefoil
internal import TrefoilScoring
internal import TrefoilTensor

/// A query's embedding, in the form in which segments are searched.
struct IndexQuery: Sendable {
  /// The dense vector, as its inner products are scores, shape `[denseDimension]`.
  let dense: [Float]?
  /// The same, as rows of segments meet it.
  let scan: DenseScan?
  let lexicalWeights: LexicalWeights?
  /// The token vectors, as rows of segments meet them.
  let columns: ScanColumns?

  /// Takes what of an embedding a search needs.
  init(_ embedding: Embedding, similarity: DenseSimilarity, outputs: EmbeddingOutputs) {
    dense = outputs.contains(.dense) ? embedding.dense.map { $0.directed(similarity) } : nil
    scan = dense.map { DenseScan(vector: $0) }
    lexicalWeights = outputs.contains(.sparse) ? embedding.lexicalWeights : nil
    let vectors = outputs.contains(.colbert) ? embedding.tokenVectors : nil
    columns = vectors.map { ScanColumns($0.values, dimension: $0.dimension) }
  }
}

extension [Float] {
  /// The vector whose inner products are the similarity: of length 1 for the cosine, else as it is.
  func directed(_ similarity: DenseSimilarity) -> [Float] {
    guard similarity == .cosine else { return self }
    let length = DenseScorer.length(self)
    return length > 0 ? map { $0 / length } : self
  }
}
