internal import SystemPackage
package import Trefoil
package import TrefoilFiles

/// Writes embeddings to a safetensors file, ragged rows end to end with their offsets.
///
/// For n texts: `dense` `[n, d]`; `sparse_token_ids` and `sparse_weights`, text i's between
/// `sparse_offsets[i]` and `[i + 1]`; `colbert_vecs` `[rows, c]` with `colbert_offsets` likewise;
/// `ids`, the UTF-8 of the ids end to end, with `id_offsets`; `tokens_seen`, `tokens_used` `[n]`.
package final class SafetensorsSink: EmbeddingSink {
  private let file: AtomicFile
  private let outputs: EmbeddingOutputs
  private let dimension: Int
  private let tokenDimension: Int
  private var count = 0
  private var weights = 0
  private var rows = 0
  private var idBytes = 0
  private let tensors: Tensors

  private struct Tensors {
    let idOffsets, sparseOffsets, colbertOffsets: SpooledTensor
    let dense, colbert, sparseWeights, sparseIDs, seen, used, ids: SpooledTensor
  }

  /// Begins a file with these outputs, whose dense rows have `dimension` numbers and whose ColBERT
  /// rows `tokenDimension`, also where there are no texts.
  package init(
    path: FilePath, outputs: EmbeddingOutputs, dimension: Int, tokenDimension: Int
  ) throws(FileError) {
    file = try AtomicFile(path: path)
    self.outputs = outputs
    self.dimension = dimension
    self.tokenDimension = tokenDimension
    tensors = Tensors(
      idOffsets: try SpooledTensor("id_offsets", .int64, beside: path),
      sparseOffsets: try SpooledTensor("sparse_offsets", .int64, beside: path),
      colbertOffsets: try SpooledTensor("colbert_offsets", .int64, beside: path),
      dense: try SpooledTensor("dense", .float32, beside: path),
      colbert: try SpooledTensor("colbert_vecs", .float32, beside: path),
      sparseWeights: try SpooledTensor("sparse_weights", .float32, beside: path),
      sparseIDs: try SpooledTensor("sparse_token_ids", .int32, beside: path),
      seen: try SpooledTensor("tokens_seen", .int32, beside: path),
      used: try SpooledTensor("tokens_used", .int32, beside: path),
      ids: try SpooledTensor("ids", .uint8, beside: path))
    for offsets in [tensors.idOffsets, tensors.sparseOffsets, tensors.colbertOffsets] {
      try offsets.values.write([Int64(0)])
    }
  }

  /// Adds a text.
  package func write(_ embedding: Embedding, of record: TextRecord) throws(FileError) {
    count += 1
    if let dense = embedding.dense { try tensors.dense.values.write(dense) }
    if let lexical = embedding.lexicalWeights {
      weights += lexical.count
      try tensors.sparseIDs.values.write(lexical.tokenIDs)
      try tensors.sparseWeights.values.write(lexical.weights)
      try tensors.sparseOffsets.values.write([Int64(weights)])
    }
    if let vectors = embedding.tokenVectors {
      precondition(
        vectors.dimension == tokenDimension, "\(vectors.dimension) numbers in \(tokenDimension)")
      rows += vectors.count
      try tensors.colbert.values.write(vectors.values)
      try tensors.colbertOffsets.values.write([Int64(rows)])
    }
    idBytes += record.id.utf8.count
    try tensors.ids.values.write(record.id.utf8)
    try tensors.idOffsets.values.write([Int64(idBytes)])
    try tensors.seen.values.write([Int32(clamping: embedding.tokenCounts.seen)])
    try tensors.used.values.write([Int32(clamping: embedding.tokenCounts.used)])
  }

  /// Does nothing: the file is whole at the end only.
  package func endChunk() {}

  /// Writes the file and gives it its name.
  package func finish() throws(FileError) {
    try finish(wide: [], narrow: [], metadata: [:])
  }

  /// The same with more tensors: those of numbers of 8 bytes, and those of single bytes.
  func finish(
    wide: [(SpooledTensor, shape: [Int])], narrow: [(SpooledTensor, shape: [Int])],
    metadata: [String: String]
  ) throws(FileError) {
    let parts = wide + contents + narrow
    let header = SafetensorsHeader(
      parts.map { $0.entry(shape: $1) },
      metadata: metadata.merging(["format": "trefoil-embeddings-1"]) { $1 })
    try file.write(header.bytes)
    for (tensor, _) in parts { try tensor.values.copy(to: file) }
    try file.commit()
  }

  /// The tensors and their shapes; wide numbers come first, so that each lies on its own multiple.
  private var contents: [(SpooledTensor, shape: [Int])] {
    var parts = [(tensors.idOffsets, [count + 1])]
    if outputs.contains(.sparse) { parts.append((tensors.sparseOffsets, [count + 1])) }
    if outputs.contains(.colbert) {
      parts.append((tensors.colbertOffsets, [count + 1]))
      parts.append((tensors.colbert, [rows, tokenDimension]))
    }
    if outputs.contains(.dense) { parts.append((tensors.dense, [count, dimension])) }
    if outputs.contains(.sparse) {
      parts.append((tensors.sparseWeights, [weights]))
      parts.append((tensors.sparseIDs, [weights]))
    }
    return parts + [
      (tensors.seen, [count]), (tensors.used, [count]), (tensors.ids, [idBytes]),
    ]
  }
}
