package import TrefoilFiles
package import TrefoilIndex

/// A document of an index, as `trefoil index add` reads it.
package struct IndexedDocumentRecord: Encodable, Equatable, Sendable {
  /// Its id.
  package let id: String
  /// Its title; left out if there is none.
  package let title: String?
  /// The text below the title.
  package let text: String
  /// What its source says of it in addition.
  package let metadata: JSONContent

  /// Takes a document.
  package init(_ document: IndexedDocument) {
    id = document.id.text
    title = document.title.isEmpty ? nil : document.title
    text = document.text
    metadata = document.metadata.content
  }
}
