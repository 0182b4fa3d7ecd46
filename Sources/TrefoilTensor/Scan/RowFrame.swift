internal import CTrefoilKernels

/// Coordinates in which rows lose less to few bits: their mean is the origin, and a rotation that
/// one seed decides spreads large numbers over all.
///
/// Inner products stay what they are: those of turned vectors with turned rows, and with the mean.
package struct RowFrame: Equatable, Sendable {
  /// What is taken from every row, shape `[dimension]`.
  package let mean: [Float]
  /// What decides the rotation.
  package let seed: UInt64

  /// Makes a frame for rows of the mean's dimension.
  package init(mean: [Float], seed: UInt64) {
    precondition(!mean.isEmpty, "a mean of no dimensions")
    self.mean = mean
    self.seed = seed
  }

  /// The numbers of a row.
  package var dimension: Int { mean.count }

  /// Rows, `[rows, dimension]`, without the mean and turned: what is encoded.
  package func placed(_ rows: [Float]) -> [Float] {
    var rows = rows
    for start in stride(from: 0, to: rows.count, by: dimension) {
      for (index, number) in mean.enumerated() { rows[start + index] -= number }
    }
    return turned(rows)
  }

  /// Vectors, `[count, dimension]`, turned: what meets the rows.
  func turned(_ vectors: [Float]) -> [Float] {
    precondition(
      vectors.count.isMultiple(of: dimension), "\(vectors.count) numbers for rows of \(dimension)")
    var vectors = vectors
    unsafe trefoil_rotate(seed, &vectors, vectors.count / dimension, dimension)
    return vectors
  }
}
