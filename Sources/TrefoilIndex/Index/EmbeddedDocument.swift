public import Trefoil

/// A document whose passages' embeddings are known already.
public struct EmbeddedDocument: Equatable, Sendable {
  /// The document.
  public let document: IndexedDocument
  /// Its passages in their order; one at least.
  public let passages: [EmbeddedPassage]

  /// Puts a document that is one passage and its embedding together.
  ///
  /// - Parameters:
  ///   - document: the document.
  ///   - embedding: that of its title and text together, with all outputs that the index keeps.
  public init(document: IndexedDocument, embedding: Embedding) {
    self.init(
      document: document,
      passages: [
        EmbeddedPassage(range: 0..<document.text.utf8.count, embedding: embedding)
      ])
  }

  /// Puts a document and its passages together.
  ///
  /// - Parameters:
  ///   - document: the document.
  ///   - passages: one at least, whose ranges lie in the document's text.
  public init(document: IndexedDocument, passages: [EmbeddedPassage]) {
    let count = document.text.utf8.count
    precondition(!passages.isEmpty, "0 passages")
    precondition(
      passages.allSatisfy { $0.range.lowerBound >= 0 && $0.range.upperBound <= count },
      "passages at \(passages.map(\.range)) in a text of \(count) bytes")
    self.document = document
    self.passages = passages
  }
}

/// A passage of a document, and its embedding.
public struct EmbeddedPassage: Equatable, Sendable {
  /// The bytes of the document's text that it covers, in UTF-8.
  public let range: Range<Int>
  /// The embedding, with all outputs that the index keeps.
  public let embedding: Embedding

  /// Puts a passage together.
  public init(range: Range<Int>, embedding: Embedding) {
    self.range = range
    self.embedding = embedding
  }
}
