package import Trefoil

/// A text's embedding under FlagEmbedding's keys; outputs that were not asked for are left out.
package struct EmbeddingRecord: Codable, Equatable, Sendable {
  /// What the input calls the text.
  package let id: String
  /// The dense vector, shape `[dimension]`.
  package let dense: [Float]?
  /// The weight of each token that carries any.
  package let lexicalWeights: LexicalWeightsRecord?
  /// A vector a token.
  package let tokenVectors: TokenVectorsRecord?
  /// The number of tokens of the whole text.
  package let tokensSeen: Int
  /// The number of tokens that the encoder read.
  package let tokensUsed: Int

  private enum CodingKeys: String, CodingKey {
    case id
    case dense = "dense_vecs"
    case lexicalWeights = "lexical_weights"
    case tokenVectors = "colbert_vecs"
    case tokensSeen = "tokens_seen"
    case tokensUsed = "tokens_used"
  }

  /// Takes the embedding of the text that is called `id`.
  package init(_ embedding: Embedding, id: String) {
    self.id = id
    dense = embedding.dense
    lexicalWeights = embedding.lexicalWeights.map { LexicalWeightsRecord($0) }
    tokenVectors = embedding.tokenVectors.map { TokenVectorsRecord($0) }
    tokensSeen = embedding.tokenCounts.seen
    tokensUsed = embedding.tokenCounts.used
  }
}
