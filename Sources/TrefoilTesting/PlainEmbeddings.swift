package import SystemPackage
package import Trefoil
package import TrefoilIndex

/// Documents of an index with embeddings that take no encoder: made of the texts' bytes alone.
package enum PlainEmbeddings {
  /// A document whose embedding fits an index.
  package static func document(
    _ id: String, _ text: String, in configuration: IndexConfiguration
  ) -> EmbeddedDocument {
    EmbeddedDocument(
      document: IndexedDocument(id: Identifier(id), text: text),
      embedding: embedding(text, configuration))
  }

  /// The embedding of a text.
  package static func embedding(_ text: String, _ configuration: IndexConfiguration) -> Embedding {
    var numbers = SeededNumbers(seed: text.utf8.reduce(14_695) { ($0 ^ UInt64($1)) &* 1_099_511 })
    let tokens = 3 + numbers.next(below: 5)
    let ids = (0..<tokens).map { TokenID($0 * 7 + numbers.next(below: 7)) }
    return Embedding(
      dense: numbers.floats(configuration.denseDimension),
      lexicalWeights: LexicalWeights(ids.map { ($0, 0.5) }),
      tokenVectors: TokenVectors(
        values: numbers.floats(tokens * configuration.colbertDimension),
        dimension: configuration.colbertDimension),
      tokenCounts: TokenCounts(seen: tokens, used: tokens))
  }
}
