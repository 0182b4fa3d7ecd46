internal import Trefoil
internal import TrefoilScoring
internal import TrefoilTensor

/// A query's embedding, in the form in which segments are searched.
struct IndexQuery: Sendable {
  let dense: [Float]?
  let lexicalWeights: LexicalWeights?
  let tokenVectors: TokenVectors?

  /// Takes what of an embedding a search needs.
  init(_ embedding: Embedding, similarity: DenseSimilarity, outputs: EmbeddingOutputs) {
    dense = outputs.contains(.dense) ? embedding.dense.map { $0.directed(similarity) } : nil
    lexicalWeights = outputs.contains(.sparse) ? embedding.lexicalWeights : nil
    tokenVectors = outputs.contains(.colbert) ? embedding.tokenVectors : nil
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
