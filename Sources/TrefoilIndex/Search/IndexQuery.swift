internal import Trefoil
internal import TrefoilScoring
internal import TrefoilTensor

/// A query's embedding, in the form in which segments are searched.
struct IndexQuery: Sendable {
  /// The dense vector, shape `[denseDimension]`; for rows of 8 bits, as its inner products are scores.
  let dense: [Float]?
  /// How dense vectors are compared.
  let similarity: DenseSimilarity
  /// The dense vector as rows of 8 bits meet it; nil for others.
  let scan: DenseScan?
  let lexicalWeights: LexicalWeights?
  /// The token vectors, as rows of segments meet them.
  let columns: ScanColumns?

  /// Takes what of an embedding a search needs.
  init(
    _ embedding: Embedding, similarity: DenseSimilarity, outputs: EmbeddingOutputs,
    codec: DenseCodec
  ) {
    let vector = outputs.contains(.dense) ? embedding.dense : nil
    self.similarity = similarity
    dense = codec == .int8 ? vector.map { $0.directed(similarity) } : vector
    scan = codec == .int8 ? dense.map { DenseScan(vector: $0) } : nil
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
