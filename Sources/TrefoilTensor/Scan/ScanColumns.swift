/// Vectors, `[count, dimension]`, made ready once to meet the rows of any number of files.
package final class ScanColumns: Sendable {
  /// The vectors in integers of 8 bits, for rows of integers.
  let panels: QuantizedColumnPanels
  /// The vectors as they are, for rows of halves.
  let floats: ColumnPanels
  /// The inner product of each vector with the mean of the rows' frame; empty without one.
  let products: [Float]

  /// Lays vectors out, as they are and rounded to 8 bits.
  ///
  /// - Parameters:
  ///   - vectors: Numbers of shape `[count, dimension]`.
  ///   - dimension: The numbers of a vector and of each row.
  ///   - frame: The frame in which the rows were encoded, or nil for none.
  package init(_ vectors: [Float], dimension: Int, frame: RowFrame? = nil) {
    precondition(
      dimension > 0 && vectors.count.isMultiple(of: dimension),
      "\(vectors.count) numbers for vectors of \(dimension)")
    guard let frame else {
      panels = QuantizedColumnPanels(vectors, dimension: dimension)
      floats = ColumnPanels(vectors, dimension: dimension)
      products = []
      return
    }
    precondition(
      frame.dimension == dimension, "a frame of \(frame.dimension) dimensions for \(dimension)")
    let turned = frame.turned(vectors)
    panels = QuantizedColumnPanels(turned, dimension: dimension)
    floats = ColumnPanels(turned, dimension: dimension)
    products = stride(from: 0, to: vectors.count, by: dimension).map { start in
      innerProduct(Array(vectors[start..<start + dimension]), frame.mean)
    }
  }

  /// The number of vectors.
  package var count: Int { panels.columns }

  /// The numbers of a vector.
  package var dimension: Int { panels.dimension }
}
