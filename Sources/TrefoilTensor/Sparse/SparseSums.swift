internal import CTrefoilKernels

/// A sum for each row of a window, to which sparse columns are added one after the other.
///
/// Each product is rounded before it is added, so a row's sum is the same bits as a plain loop over
/// its columns, in the order in which they were added, gives.
@safe
package struct SparseSums: ~Copyable {
  private let sums: AlignedBuffer<Float>
  /// The rows that the last search found.
  private let rows: AlignedBuffer<UInt16>
  private let kernels: trefoil_sparse_kernels

  /// The most rows of a window: as many as 16 bits can number.
  package static let largestCount = Int(TREFOIL_SPARSE_ROWS)
  /// Rows that one word of bits stands for.
  package static let wordRows = 64

  /// Makes sums whose values are undefined before `clear`.
  package init(kernels: KernelTable = .current) {
    sums = AlignedBuffer(count: Self.largestCount)
    rows = AlignedBuffer(count: Self.largestCount)
    self.kernels = kernels.sparse
  }

  /// Sets the sums of the first `words` times 64 rows to zero.
  package mutating func clear(words: Int) {
    unsafe sums.base.update(repeating: 0, count: checked(words) * Self.wordRows)
  }

  /// A row's sum, which `clear` has reached.
  package subscript(row: Int) -> Float {
    precondition(row >= 0 && row < Self.largestCount, "row \(row) of \(Self.largestCount)")
    return unsafe sums.base[row]
  }

  /// Adds a column times `factor`, given by its rows.
  ///
  /// Rows beyond those that were cleared, as in a damaged list, change no sum that is found later.
  ///
  /// - Parameters:
  ///   - count: the number of rows.
  ///   - column: `count` 16-bit numbers of rows, then as many half bits, all little-endian.
  ///   - factor: finite.
  package mutating func add(listed count: Int, _ column: RawSpan, times factor: Float) {
    precondition(column.byteCount == 4 * count, "\(column.byteCount) bytes of \(count) rows")
    unsafe column.withUnsafeBytes { column in
      guard let rows = column.baseAddress else { return }
      unsafe kernels.add_listed(rows, rows + 2 * count, count, factor, sums.base)
    }
  }

  /// Adds a column times `factor`, given by a bit for each row, the lowest first.
  ///
  /// - Parameters:
  ///   - count: the number of rows that the column has.
  ///   - words: 64 rows each.
  ///   - column: `words` 64-bit numbers, then `count` half bits, all little-endian.
  ///   - factor: finite.
  /// - Returns: whether so many bits are set; if not, some of the sums lack the column.
  package mutating func add(
    masked count: Int, words: Int, _ column: RawSpan, times factor: Float
  ) -> Bool {
    let size = 8 * checked(words) + 2 * count
    precondition(column.byteCount == size, "\(column.byteCount) bytes of \(count) rows")
    return unsafe column.withUnsafeBytes { column in
      guard let bits = column.baseAddress else { return count == 0 }
      return unsafe kernels.add_masked(
        bits, words, bits + 8 * words, count, factor, sums.base) == count
    }
  }

  /// Finds the rows whose sum plus `rest` is above `cut`, rising.
  ///
  /// - Parameters:
  ///   - cut: what a row must be above.
  ///   - rest: what every row could still get.
  ///   - words: 64 rows each, all of them cleared.
  ///   - allowed: a bit for each row, the lowest first, of which `words` begin at `first`; a row
  ///     whose bit is not set is left out. Nil for all rows.
  ///   - first: where the window's bits begin in `allowed`.
  /// - Returns: how many there are; `found` gives each.
  package mutating func find(
    above cut: Float, rest: Float, words: Int, allowed: [UInt64]?, from first: Int
  ) -> Int {
    let words = checked(words)
    guard let allowed else {
      return unsafe kernels.find_above(sums.base, words, rest, cut, nil, rows.base)
    }
    precondition(
      first >= 0 && words <= allowed.count - first, "words \(first) + \(words) of \(allowed.count)")
    return unsafe allowed.withUnsafeBufferPointer { allowed in
      guard let start = allowed.baseAddress else { return 0 }
      return unsafe kernels.find_above(sums.base, words, rest, cut, start + first, rows.base)
    }
  }

  /// One of the rows that the last call of `find` found, and its sum.
  package func found(_ index: Int) -> (row: Int, sum: Float) {
    precondition(index >= 0 && index < Self.largestCount, "row \(index) of those found")
    let row = unsafe Int(rows.base[index])
    return (row, unsafe sums.base[row])
  }

  private func checked(_ words: Int) -> Int {
    precondition(
      words >= 0 && words <= Self.largestCount / Self.wordRows, "\(words) words of rows")
    return words
  }
}
