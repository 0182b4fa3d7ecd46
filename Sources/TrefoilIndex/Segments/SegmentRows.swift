internal import Trefoil
internal import TrefoilFiles
internal import TrefoilTensor

/// The rows of a segment that is still in memory: embeddings in the form in which they are kept.
struct SegmentRows: Sendable {
  let configuration: IndexConfiguration
  private(set) var passages: [Int64] = []
  private(set) var denseCodes: [UInt8] = []
  private(set) var denseScales: [Float] = []
  private(set) var lexicalWeights: [LexicalWeights] = []
  private(set) var tokenOffsets: [UInt64] = [0]
  private(set) var tokenCodes: [UInt8] = []
  private(set) var tokenScales: [Float] = []

  init(_ configuration: IndexConfiguration) {
    self.configuration = configuration
  }

  /// The number of rows.
  var count: Int { passages.count }

  /// Adds a passage, whose number is above those before; its embedding has all outputs of the index.
  mutating func append(_ embedding: Embedding, passage: Int64) {
    precondition(passages.last.map { $0 < passage } ?? true, "passage \(passage) out of order")
    passages.append(passage)
    if configuration.outputs.contains(.dense), let vector = embedding.dense {
      let row = configuration.denseCodec.encode(
        configuration.denseCodec == .int8 ? vector.directed(configuration.similarity) : vector,
        dimension: configuration.denseDimension)
      denseCodes += row.bytes
      denseScales += row.scales
    }
    if configuration.outputs.contains(.sparse) {
      lexicalWeights.append(embedding.lexicalWeights ?? LexicalWeights([]))
    }
    if configuration.outputs.contains(.colbert), let vectors = embedding.tokenVectors {
      let rows = configuration.tokenCodec.encode(vectors.values, dimension: vectors.dimension)
      tokenCodes += rows.bytes
      tokenScales += rows.scales
      tokenOffsets.append(tokenOffsets[tokenOffsets.count - 1] + UInt64(vectors.count))
    }
  }
}
