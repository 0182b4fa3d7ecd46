internal import CTrefoilKernels

/// Vectors as the signs of what sets them apart from one mean, in whole blocks of 64.
///
/// A bit a number and 8 bytes a vector: what an estimate of the inner product needs besides the
/// signs (RaBitQ, arXiv 2405.12497). The mean is one for the whole index, so that codes made at
/// different times are scored alike and copied from place to place. A block's layout is what
/// `trefoil_signs_block_bytes` says; the room behind the last vector is never found.
package struct SignCodes: Sendable {
  /// What is taken from every vector, shape `[dimension]`.
  package let mean: [Float]

  /// The rows of a block.
  package static let blockRows = Int(TREFOIL_SCAN_BLOCK)

  /// Codes with this mean, of its dimension.
  package init(mean: [Float]) {
    precondition(!mean.isEmpty, "a mean of no dimensions")
    self.mean = mean
  }

  /// The numbers of a vector.
  package var dimension: Int { mean.count }

  /// The bytes of a block.
  package var blockBytes: Int { trefoil_signs_block_bytes(dimension) }

  /// The bytes of so many rows: whole blocks.
  package func byteCount(rows: Int) -> Int {
    (rows + Self.blockRows - 1) / Self.blockRows * blockBytes
  }

  /// Encodes vectors, `[rows, dimension]`, as whole blocks.
  ///
  /// One that is not finite is never found.
  package func encode(_ vectors: [Float]) -> [UInt8] {
    precondition(
      vectors.count.isMultiple(of: dimension), "\(vectors.count) numbers for rows of \(dimension)")
    let rows = vectors.count / dimension
    var bytes = [UInt8](repeating: 0, count: byteCount(rows: rows))
    unsafe trefoil_signs_encode(vectors, rows, dimension, mean, &bytes)
    return bytes
  }

  /// Copies some rows of blocks, in this order, into blocks of their own.
  ///
  /// - Parameters:
  ///   - chosen: Rows of `bytes`, in any order.
  ///   - bytes: Whole blocks of this dimension, encoded with the same mean.
  package func copy(_ chosen: [Int], from bytes: RawSpan) -> [UInt8] {
    let rows = bytes.byteCount / blockBytes * Self.blockRows
    for row in chosen { precondition(row >= 0 && row < rows, "row \(row) of \(rows)") }
    var copies = [UInt8](repeating: 0, count: byteCount(rows: chosen.count))
    unsafe copies.withUnsafeMutableBytes { copies in
      unsafe bytes.withUnsafeBytes { bytes in
        guard let to = copies.baseAddress, let from = bytes.baseAddress else { return }
        for block in 0..<copies.count / blockBytes {
          unsafe trefoil_signs_clear(dimension, to + block * blockBytes)
        }
        for (row, source) in chosen.enumerated() {
          unsafe trefoil_signs_copy(dimension, from, source, to, row)
        }
      }
    }
    return copies
  }
}
