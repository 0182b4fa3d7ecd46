internal import Trefoil
internal import TrefoilTensor

/// How the numbers of token vectors are kept.
public enum TokenCodec: String, CaseIterable, Codable, Sendable {
  /// Integers of 8 bits, and a scale a vector.
  case int8

  /// The bytes of a vector's codes.
  func rowBytes(_ dimension: Int) -> Int { DenseCodes.rowBytes(dimension: dimension) }

  /// The codes and the scales of vectors.
  func encode(_ values: [Float], dimension: Int) -> (codes: [UInt8], scales: [Float]) {
    let rows = DenseCodes(values, dimension: dimension)
    return (rows.codes.map { UInt8(bitPattern: $0) }, rows.scales)
  }
}
