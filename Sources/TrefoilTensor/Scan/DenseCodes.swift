internal import CTrefoilKernels

/// Vectors rounded to 8 bits, with a scale each.
///
/// A row's integers lie in `codes`, padded with zeros to a multiple of 64 bytes; its numbers are
/// these times its scale, which is fitted to the row by least squares.
package struct DenseCodes: Equatable, Sendable {
  /// The rows' integers, `[rows, rowBytes(dimension)]`, of -127 to 127.
  package let codes: [Int8]
  /// A scale a row: zero for a row of zeros, and a NaN for one that is not finite, which a scan
  /// never finds.
  package let scales: [Float]

  /// The bytes of a row's codes.
  package static func rowBytes(dimension: Int) -> Int { trefoil_dense_row_bytes(dimension) }

  /// Rounds vectors, `[rows, dimension]`.
  package init(_ vectors: [Float], dimension: Int) {
    precondition(
      dimension > 0 && vectors.count.isMultiple(of: dimension),
      "\(vectors.count) numbers for rows of \(dimension)")
    let count = vectors.count / dimension
    var codes = [Int8](repeating: 0, count: count * Self.rowBytes(dimension: dimension))
    var scales = [Float](repeating: 0, count: count)
    unsafe trefoil_dense_encode(vectors, count, dimension, &codes, &scales)
    self.codes = codes
    self.scales = scales
  }
}
