package import Trefoil

/// Where embeddings go, in the order of their texts.
package protocol EmbeddingSink {
  /// Takes a text's embedding.
  func write(_ embedding: Embedding, of record: TextRecord) throws(OutputError)
  /// Called after each chunk: what is written may be passed on.
  func endChunk() throws(OutputError)
  /// Called once, after the last text.
  func finish() throws(OutputError)
}
