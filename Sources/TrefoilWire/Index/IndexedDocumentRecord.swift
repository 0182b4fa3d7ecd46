package import TrefoilFormats
package import TrefoilIndex

/// A document of an index, as `trefoil index add` reads it: what is added again from it is the same.
package struct IndexedDocumentRecord: Encodable, Equatable, Sendable {
  /// The document.
  package let document: IndexedDocument

  private enum CodingKeys: String, CodingKey {
    case id, title, text, metadata
  }

  /// Takes a document.
  package init(_ document: IndexedDocument) {
    self.document = document
  }

  /// Writes the members, the metadata as far as numbers of double precision hold them.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(document.id.text, forKey: .id)
    if !document.title.isEmpty { try container.encode(document.title, forKey: .title) }
    try container.encode(document.text, forKey: .text)
    try container.encode(document.metadata.content, forKey: .metadata)
  }
}

extension IndexedDocumentRecord: JSONWritable {
  /// Writes the members, the metadata digit by digit as they are stored.
  package func write(to json: inout JSONText) {
    json.object { $0.members(of: document) }
  }
}

extension JSONText {
  /// Writes the members of a document's object; a title that is empty is left out.
  mutating func members(of document: IndexedDocument) {
    member("id", document.id.text)
    if !document.title.isEmpty { member("title", document.title) }
    member("text", document.text)
    key("metadata")
    json(document.metadata.json)
  }
}
