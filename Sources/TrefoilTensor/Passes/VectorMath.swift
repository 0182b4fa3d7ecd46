internal import CTrefoilKernels

/// The inner product of two vectors of the same length; zero if they are empty.
package func innerProduct(_ a: [Float], _ b: [Float]) -> Float {
  precondition(a.count == b.count, "\(a.count) numbers with \(b.count)")
  let kernels = KernelTable.current.elementwise
  return unsafe a.withUnsafeBufferPointer { a in
    unsafe b.withUnsafeBufferPointer { b in
      guard let first = a.baseAddress, let second = b.baseAddress else { return 0 }
      return unsafe kernels.dot(first, second, a.count)
    }
  }
}

/// Divides each row of `values`, shape `[count, dimension]`, by its length.
///
/// As in PyTorch's `normalize`, a length below 1e-12 counts as that, so a zero row stays zero.
package func normalizeRows(_ values: inout [Float], dimension: Int) {
  precondition(
    dimension > 0 && values.count.isMultiple(of: dimension),
    "\(values.count) values for rows of \(dimension)"
  )
  let kernels = KernelTable.current.elementwise
  unsafe values.withUnsafeMutableBufferPointer { values in
    guard let first = values.baseAddress else { return }
    for start in stride(from: 0, to: values.count, by: dimension) {
      let row = unsafe first + start
      let length = unsafe kernels.dot(row, row, dimension).squareRoot()
      unsafe kernels.scale(row, 1 / max(length, 1e-12), dimension)
    }
  }
}

extension Matrix {
  /// The mean of some rows, shape `[columns]`; zero for no rows.
  package func mean(rows range: Range<Int>) -> [Float] {
    precondition(range.upperBound <= rows, "rows \(range) of \(rows)")
    var sum = [Float](repeating: 0, count: columns)
    guard !range.isEmpty else { return sum }
    let kernels = KernelTable.current.elementwise
    unsafe sum.withUnsafeMutableBufferPointer { sum in
      guard let first = sum.baseAddress else { return }
      for row in range { unsafe kernels.add(first, pointer(row: row), sum.count) }
      unsafe kernels.scale(first, 1 / Float(range.count), sum.count)
    }
    return sum
  }

  /// The weighted mean of some rows, shape `[columns]`; zero for no rows.
  ///
  /// - Parameters: `weights`, above zero, one for each row.
  package func mean(rows range: Range<Int>, weights: [Float]) -> [Float] {
    precondition(weights.count == range.count, "\(weights.count) weights for rows \(range)")
    var sum = [Float](repeating: 0, count: columns)
    for (row, weight) in zip(range, weights) {
      for (column, value) in values(rows: row..<row + 1).enumerated() {
        sum[column] += weight * value
      }
    }
    let total = weights.reduce(0, +)
    return total > 0 ? sum.map { $0 / total } : sum
  }

  /// The largest value of each column of some rows, shape `[columns]`; minus infinity for no rows.
  package func largest(rows range: Range<Int>) -> [Float] {
    var largest = [Float](repeating: -.infinity, count: columns)
    for row in range {
      // Like this, a NaN is kept.
      for (column, value) in values(rows: row..<row + 1).enumerated()
      where !(value <= largest[column]) { largest[column] = value }
    }
    return largest
  }

  /// Each row's inner product with `vector`, shape `[columns]`.
  package func products(rows range: Range<Int>, with vector: [Float]) -> [Float] {
    precondition(range.upperBound <= rows, "rows \(range) of \(rows)")
    precondition(vector.count == columns, "\(vector.count) numbers for \(columns) columns")
    let kernels = KernelTable.current.elementwise
    return unsafe vector.withUnsafeBufferPointer { vector in
      guard let vector = vector.baseAddress else { return [] }
      return range.map { unsafe kernels.dot(pointer(row: $0), vector, columns) }
    }
  }
}
