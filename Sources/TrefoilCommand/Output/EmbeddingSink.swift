package import Trefoil
package import TrefoilFiles

/// Where embeddings go, in the order of their texts.
package protocol EmbeddingSink {
  /// Takes a text's embedding.
  func write(_ embedding: Embedding, of record: TextRecord) throws(FileError)
  /// Called after each chunk: what is written may be passed on.
  func endChunk() throws(FileError)
  /// Called once, after the last text.
  func finish() throws(FileError)
}
