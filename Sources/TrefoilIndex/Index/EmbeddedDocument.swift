public import Trefoil

/// A document whose embedding is known already; it is one passage.
public struct EmbeddedDocument: Equatable, Sendable {
  /// The document.
  public let document: IndexedDocument
  /// The embedding of its title and text together, with all outputs that the index keeps.
  public let embedding: Embedding

  /// Puts a document and its embedding together.
  public init(document: IndexedDocument, embedding: Embedding) {
    self.document = document
    self.embedding = embedding
  }
}
