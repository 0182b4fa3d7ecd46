package import TrefoilFormats
package import TrefoilIndex

/// A document's metadata, member by member and digit by digit as they are stored.
package struct MetadataRecord: Equatable, JSONWritable {
  private let metadata: Metadata

  /// Takes metadata.
  package init(_ metadata: Metadata) {
    self.metadata = metadata
  }

  /// Writes the object, as far as numbers of double precision hold those in it.
  package func encode(to encoder: any Encoder) throws {
    try metadata.content.encode(to: encoder)
  }

  /// Writes the object as it is stored.
  package func write(to json: inout JSONText) {
    json.json(metadata.json)
  }
}
