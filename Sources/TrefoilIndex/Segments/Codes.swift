internal import Trefoil

/// How the numbers of token vectors are kept.
public enum TokenCodec: String, CaseIterable, Codable, Sendable {
  /// Integers of 8 bits, and a scale a vector.
  case int8

  func rowBytes(_ dimension: Int) -> Int { dimension }

  func encode(_ values: [Float], dimension: Int) -> (codes: [UInt8], scales: [Float]) {
    var (codes, scales) = ([UInt8](), [Float]())
    for start in stride(from: 0, to: values.count, by: dimension) {
      let row = DenseCodes.encode(Array(values[start..<start + dimension]), similarity: .dot)
      codes += row.codes.prefix(dimension)
      scales.append(row.scale)
    }
    return (codes, scales)
  }
}

enum DenseCodes {
  static func rowBytes(_ dimension: Int) -> Int { dimension }

  static func encode(
    _ vector: [Float], similarity: DenseSimilarity
  ) -> (codes: [UInt8], scale: Float) {
    let largest = vector.reduce(0) { max($0, abs($1)) }
    let scale = largest / 127
    guard scale > 0 else { return ([UInt8](repeating: 0, count: vector.count), 0) }
    return (vector.map { UInt8(bitPattern: Int8(($0 / scale).rounded())) }, scale)
  }
}

extension SegmentFileWriter {
  func sparse(_ weights: [LexicalWeights]) throws {
    var (offsets, tokens, values) = ([UInt64(0)], [Int32](), [Float]())
    for weights in weights {
      tokens += weights.tokenIDs
      values += weights.weights
      offsets.append(UInt64(tokens.count))
    }
    var bytes: [UInt8] = []
    offsets.appendLittleEndian(to: &bytes)
    tokens.appendLittleEndian(to: &bytes)
    values.appendLittleEndian(to: &bytes)
    try section(.sparseRows, bytes)
  }
}
