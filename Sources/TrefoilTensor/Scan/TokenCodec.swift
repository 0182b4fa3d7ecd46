internal import CTrefoilKernels

/// How rows that are scored by their largest products are kept: as integers of few bits, with a
/// scale a row, or as halves.
///
/// Scores of integers are products with columns of 8 bits, and exact up to the scales; those of
/// halves are products with the columns as they are.
public enum TokenCodec: String, CaseIterable, Codable, Sendable {
  /// Integers of 8 bits, as the rows of `RowGroups` in int8.
  case int8
  /// One of 16 levels a number.
  case bits4
  /// One of 4 levels a number.
  case bits2
  /// A sign a number.
  case bits1
  /// IEEE half precision, without a scale.
  case float16

  /// The bits of a number.
  package var bits: Int {
    switch self {
    case .int8: 8
    case .bits4: 4
    case .bits2: 2
    case .bits1: 1
    case .float16: 16
    }
  }

  /// The bytes of a row's scale.
  package var scaleBytes: Int { self == .float16 ? 0 : 4 }

  /// The bytes of a row, without its scale.
  package func rowBytes(dimension: Int) -> Int {
    switch self {
    case .int8: trefoil_maxsim_row_bytes(dimension)
    case .bits4, .bits2, .bits1: trefoil_levels_row_bytes(Int32(bits), dimension)
    case .float16: 2 * dimension
    }
  }

  /// Rounds rows, `[rows, dimension]`.
  ///
  /// A row that is not finite gets the scale NaN and has no products.
  ///
  /// - Returns: `rowBytes(dimension:)` bytes for each row, and a scale where rows have one.
  package func encode(_ rows: [Float], dimension: Int) -> (bytes: [UInt8], scales: [Float]) {
    precondition(
      dimension > 0 && rows.count.isMultiple(of: dimension),
      "\(rows.count) numbers for rows of \(dimension)")
    guard self != .int8 else { return quantized(rows, dimension: dimension) }
    guard self != .float16 else { return (halfBytes(of: rows), []) }
    let count = rows.count / dimension
    var bytes = [UInt8](repeating: 0, count: count * rowBytes(dimension: dimension))
    var scales = [Float](repeating: 0, count: count)
    unsafe trefoil_levels_encode(Int32(bits), rows, count, dimension, &bytes, &scales)
    return (bytes, scales)
  }
}
