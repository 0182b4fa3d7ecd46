public import Trefoil

/// A passage of a document with what an index stores of it.
public struct StoredPassage: Equatable, Sendable {
  /// The document.
  public let document: IndexedDocument
  /// Its place among the document's passages, from 0.
  public let place: Int
  /// The number of the document's passages.
  public let count: Int
  /// The bytes of the document's text that it covers, in UTF-8.
  public let range: Range<Int>
  /// What is stored, decoded: numbers of vectors are those that the codes stand for.
  public let embedding: Embedding
}
