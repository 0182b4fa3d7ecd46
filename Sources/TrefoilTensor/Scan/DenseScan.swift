internal import CTrefoilKernels

/// A vector that looks for the rows of dense codes with the largest inner products.
///
/// The vector keeps 16 bits a number, so that a score is off by what the codes have lost and by
/// nothing else. A row's score is the same bits alone and among others, on any number of threads
/// and with any instruction set. Rows whose scores are not finite, because their scale isn't, are
/// left out of the best; nor is any row found by a vector that is not finite.
package struct DenseScan: Sendable {
  private let numbers: [Int16]
  /// What one step of its integers is worth.
  private let factor: Float
  private let rowBytes: Int

  /// Where fewer than one row of so many is allowed, each is read alone: what a run of rows saves by
  /// its order no longer pays for the rows that nobody asked for.
  private static let rowsForOne = 16

  /// Rounds a vector of the rows' dimension.
  package init(vector: [Float]) {
    precondition(!vector.isEmpty, "a vector of no dimensions")
    rowBytes = DenseCodes.rowBytes(dimension: vector.count)
    var rounded = [Int16](repeating: 0, count: rowBytes)
    factor = unsafe trefoil_dense_prepare(vector, vector.count, &rounded)
    numbers = rounded
  }

  /// The `limit` rows with the largest inner products, the largest first; the lower row comes first
  /// where two are equal.
  ///
  /// - Parameters:
  ///   - limit: How many rows at most; fewer where there are not as many that are finite.
  ///   - codes: The rows' codes, as `DenseCodes` has them; any bytes are safe.
  ///   - scales: The rows' scales, little-endian fp32.
  ///   - rows: The number of rows.
  ///   - allowed: The rows that may be found, or nil for all.
  ///   - team: The threads that share the work.
  package func best(
    _ limit: Int, codes: RawSpan, scales: RawSpan, rows: Int, allowed: RowSet?, team: ThreadTeam
  ) -> [ScoredRow] {
    check(codes, scales, rows: rows)
    let scan = BlockScan(rows: rows, allowed: allowed, team: team)
    let kernel = unsafe KernelTable.current.scan.score_i8
    return unsafe codes.withUnsafeBytes { codes in
      unsafe scales.withUnsafeBytes { scales in
        guard let codes = codes.baseAddress, let scales = scales.baseAddress else { return [] }
        return unsafe numbers.withUnsafeBufferPointer { numbers in
          guard let numbers = numbers.baseAddress else { return [] }
          func score(_ run: Range<Int>, _ scores: UnsafeMutablePointer<Float>) {
            let first = run.lowerBound
            unsafe kernel(
              numbers, factor, rowBytes, codes + first * rowBytes, scales + first * 4, run.count,
              scores)
          }
          guard let allowed, allowed.count < rows / Self.rowsForOne else {
            return unsafe scan.best(limit, score)
          }
          return unsafe scan.best(limit) { run, scores in
            for row in run where allowed.contains(row) {
              unsafe score(row..<row + 1, scores + (row - run.lowerBound))
            }
          }
        }
      }
    }
  }

  /// The inner products with some rows, in the order of `chosen`; the same bits as `best` has.
  ///
  /// What is not finite stays so.
  ///
  /// - Parameters:
  ///   - chosen: Rows below `rows`, in any order.
  ///   - codes: The rows' codes, as `DenseCodes` has them; any bytes are safe.
  ///   - scales: The rows' scales, little-endian fp32.
  ///   - rows: The number of rows.
  package func scores(
    of chosen: [Int], codes: RawSpan, scales: RawSpan, rows: Int
  ) -> [Float] {
    check(codes, scales, rows: rows)
    for row in chosen { precondition(row >= 0 && row < rows, "row \(row) of \(rows)") }
    let kernel = unsafe KernelTable.current.scan.score_i8
    return unsafe codes.withUnsafeBytes { codes in
      unsafe scales.withUnsafeBytes { scales in
        guard let codes = codes.baseAddress, let scales = scales.baseAddress else { return [] }
        return chosen.map { row in
          var score: Float = 0
          unsafe kernel(
            numbers, factor, rowBytes, codes + row * rowBytes, scales + row * 4, 1, &score)
          return score
        }
      }
    }
  }

  private func check(_ codes: RawSpan, _ scales: RawSpan, rows: Int) {
    precondition(
      codes.byteCount == rows * rowBytes && scales.byteCount == rows * 4,
      "\(codes.byteCount) bytes of codes and \(scales.byteCount) of scales for \(rows) rows of"
        + " \(rowBytes)")
  }
}
