package import Trefoil
package import TrefoilFiles
internal import TrefoilFormats

/// Writes embeddings as JSON lines to standard output, or to a file once all are there.
package final class EmbeddingLines: EmbeddingSink {
  private let sink: any ByteSink
  private let file: AtomicFile?
  private var json = JSONText()

  /// Writes to a file, or to standard output if `file` is nil.
  package init(file: AtomicFile? = nil) {
    self.file = file
    sink = file ?? StandardOutput()
  }

  /// Writes one line, with the outputs that the embedding has.
  package func write(_ embedding: Embedding, of record: TextRecord) throws(FileError) {
    json.removeAll()
    json.embedding(embedding, id: record.id)
    json.endLine()
    try sink.write(json.bytes)
  }

  /// Passes on whole lines.
  package func endChunk() throws(FileError) {
    try sink.flush()
  }

  /// Passes on what is left, and gives the file its name.
  package func finish() throws(FileError) {
    try sink.flush()
    try file?.commit()
  }
}

extension JSONText {
  /// Writes an embedding under FlagEmbedding's keys.
  package mutating func embedding(_ embedding: Embedding, id: String) {
    object { json in
      json.member("id", id)
      if let dense = embedding.dense {
        json.key("dense_vecs")
        json.numbers(dense)
      }
      if let weights = embedding.lexicalWeights {
        json.key("lexical_weights")
        json.lexicalWeights(weights)
      }
      if let vectors = embedding.tokenVectors {
        json.key("colbert_vecs")
        json.array { json in
          for row in 0..<vectors.count { json.numbers(vectors[row]) }
        }
      }
      json.member("tokens_seen", embedding.tokenCounts.seen)
      json.member("tokens_used", embedding.tokenCounts.used)
    }
  }

  private mutating func lexicalWeights(_ weights: LexicalWeights) {
    object { json in
      for (id, weight) in zip(weights.tokenIDs, weights.weights) {
        json.key(String(id))
        json.number(weight)
      }
    }
  }
}
