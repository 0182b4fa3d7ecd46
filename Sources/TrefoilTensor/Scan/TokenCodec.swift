internal import CTrefoilKernels

/// How rows that are scored by their largest products are kept: as integers of few bits, with a
/// scale a row.
///
/// Scores are products of integers with columns of 8 bits, and exact up to the scales.
public enum TokenCodec: String, CaseIterable, Codable, Sendable {
  /// Integers of 8 bits, as the rows of `RowGroups` in int8.
  case int8
  /// One of 16 levels a number.
  case bits4
  /// One of 4 levels a number.
  case bits2
  /// A sign a number.
  case bits1

  /// The bits of a number.
  package var bits: Int {
    switch self {
    case .int8: 8
    case .bits4: 4
    case .bits2: 2
    case .bits1: 1
    }
  }

  /// The bytes of a row, without its scale.
  package func rowBytes(dimension: Int) -> Int {
    self == .int8
      ? trefoil_maxsim_row_bytes(dimension) : trefoil_levels_row_bytes(Int32(bits), dimension)
  }

  /// Rounds rows, `[rows, dimension]`.
  ///
  /// A row that is not finite gets the scale NaN and has no products.
  ///
  /// - Returns: `rowBytes(dimension:)` bytes and a scale for each row.
  package func encode(_ rows: [Float], dimension: Int) -> (bytes: [UInt8], scales: [Float]) {
    precondition(
      dimension > 0 && rows.count.isMultiple(of: dimension),
      "\(rows.count) numbers for rows of \(dimension)")
    guard self != .int8 else { return quantized(rows, dimension: dimension) }
    let count = rows.count / dimension
    var bytes = [UInt8](repeating: 0, count: count * rowBytes(dimension: dimension))
    var scales = [Float](repeating: 0, count: count)
    unsafe trefoil_levels_encode(Int32(bits), rows, count, dimension, &bytes, &scales)
    return (bytes, scales)
  }
}
