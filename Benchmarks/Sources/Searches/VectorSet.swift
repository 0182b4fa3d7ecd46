import Foundation
import TrefoilCore
import TrefoilTensor

/// Embeddings of passages or of queries, in a folder of NumPy arrays that any peer reads.
///
/// `dense.npy` is `[texts, dimension]`; `sparse-offsets.npy`, `sparse-ids.npy` and `sparse-weights.npy`,
/// the rows of a sparse matrix; and, where there are token vectors, `token-offsets.npy` and
/// `tokens.npy` `[rows, dimension]` in half precision.
final class VectorSetWriter {
  private let dense: NumPyWriter<Float>
  private let sparseOffsets: NumPyWriter<Int64>
  private let sparseIDs: NumPyWriter<Int32>
  private let sparseWeights: NumPyWriter<Float>
  private let tokens: (offsets: NumPyWriter<Int64>, values: NumPyWriter<HalfBits>)?
  private var sparseCount: Int64 = 0
  private var tokenCount: Int64 = 0

  init(_ folder: URL, dimension: Int, tokenDimension: Int?) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = { folder.appendingPathComponent($0 + ".npy") }
    dense = try NumPyWriter(file("dense"), columns: dimension)
    sparseOffsets = try NumPyWriter(file("sparse-offsets"))
    sparseIDs = try NumPyWriter(file("sparse-ids"))
    sparseWeights = try NumPyWriter(file("sparse-weights"))
    tokens = try tokenDimension.map {
      (
        try NumPyWriter(file("token-offsets")), try NumPyWriter(file("tokens"), columns: $0)
      )
    }
    try sparseOffsets.append([0])
    try tokens?.offsets.append([0])
  }

  func append(_ embedding: Embedding) throws {
    try append(
      dense: embedding.dense ?? [], lexical: embedding.lexicalWeights ?? LexicalWeights([]))
    guard let tokens, let vectors = embedding.tokenVectors else { return }
    tokenCount += Int64(vectors.count)
    try tokens.offsets.append([tokenCount])
    try tokens.values.append(HalfNumbers.bits(of: vectors.values).map(HalfBits.init))
  }

  private func append(dense vector: [Float], lexical: LexicalWeights) throws {
    try dense.append(vector)
    sparseCount += Int64(lexical.count)
    try sparseOffsets.append([sparseCount])
    try sparseIDs.append(lexical.tokenIDs)
    try sparseWeights.append(lexical.weights)
  }

  func finish() throws {
    try dense.finish()
    try sparseOffsets.finish()
    try sparseIDs.finish()
    try sparseWeights.finish()
    try tokens?.offsets.finish()
    try tokens?.values.finish()
  }
}

/// A folder that `VectorSetWriter` wrote.
struct VectorSet {
  private let dense: NumPyReader<Float>
  private let sparseOffsets: NumPyReader<Int64>
  private let sparseIDs: NumPyReader<Int32>
  private let sparseWeights: NumPyReader<Float>
  private let tokenOffsets: NumPyReader<Int64>
  private let tokens: NumPyReader<HalfBits>

  init(_ folder: URL) throws {
    let file = { folder.appendingPathComponent($0 + ".npy") }
    dense = try NumPyReader(file("dense"))
    sparseOffsets = try NumPyReader(file("sparse-offsets"))
    sparseIDs = try NumPyReader(file("sparse-ids"))
    sparseWeights = try NumPyReader(file("sparse-weights"))
    tokenOffsets = try NumPyReader(file("token-offsets"))
    tokens = try NumPyReader(file("tokens"))
  }

  /// The number of texts.
  var count: Int { sparseOffsets.count - 1 }

  /// The embedding of a text.
  ///
  /// - Parameters: `mostTokens` is how many token vectors are read of it at most.
  func embedding(_ place: Int, mostTokens: Int = .max) throws -> Embedding {
    let sparse = range(sparseOffsets, place)
    guard
      let lexical = LexicalWeights(
        tokenIDs: sparseIDs[sparse], weights: sparseWeights[sparse])
    else { throw SearchesError("The lexical weights of text \(place) are out of order.") }
    let rows = range(tokenOffsets, place)
    let read = rows.lowerBound..<rows.lowerBound + min(mostTokens, rows.count)
    let halves = tokens[read.lowerBound * tokens.columns..<read.upperBound * tokens.columns]
    let values = halves.map { HalfNumbers.value(ofBits: $0.bits) }
    return Embedding(
      dense: dense.row(place), lexicalWeights: lexical,
      tokenVectors: TokenVectors(values: values, dimension: tokens.columns),
      tokenCounts: TokenCounts(seen: rows.count + 1, used: rows.count + 1))
  }

  private func range(_ offsets: NumPyReader<Int64>, _ place: Int) -> Range<Int> {
    let ends = offsets[place..<place + 2]
    return Int(ends[0])..<Int(ends[1])
  }
}
