package import TrefoilIndex

/// What the cache of embeddings keeps, or what was removed from it.
package struct CacheRecord: Codable, Equatable, Sendable {
  /// What is kept for one model and one way of encoding.
  package struct Entry: Codable, Equatable, Sendable {
    /// Its name.
    package let name: String
    /// The model's directory, if that is known.
    package let model: String?
    /// Its files.
    package let files: Int
    /// Their bytes.
    package let bytes: Int
    /// When something was last written to it, in seconds since 1970.
    package let written: Int
  }

  /// Where the cache is.
  package let directory: String
  /// The bytes of all entries.
  package let bytes: Int
  /// Whether the entries are removed now.
  package let removed: Bool
  /// The entries, the latest written first.
  package let entries: [Entry]

  /// Describes entries.
  package init(directory: String, entries: [EmbeddingCache.Entry], areRemoved: Bool) {
    self.directory = directory
    bytes = entries.reduce(0) { $0 + $1.byteCount }
    removed = areRemoved
    self.entries = entries.map {
      Entry(
        name: $0.name, model: $0.model, files: $0.fileCount, bytes: $0.byteCount,
        written: $0.lastWritten)
    }
  }
}
