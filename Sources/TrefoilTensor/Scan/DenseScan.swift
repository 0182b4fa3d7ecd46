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
    Self.best(
      [self], limit, codes: codes, scales: scales, rows: rows, allowed: allowed, team: team)[
        0]
  }

  /// The same for each of some vectors of one dimension, which share the way of the codes from memory.
  package static func best(
    _ scans: [DenseScan], _ limit: Int, codes: RawSpan, scales: RawSpan, rows: Int,
    allowed: RowSet?, team: ThreadTeam
  ) -> [[ScoredRow]] {
    for scan in scans { scan.check(codes, scales, rows: rows) }
    let block = BlockScan(rows: rows, allowed: allowed, team: team)
    let isSparse = allowed.map { $0.count < rows / rowsForOne } ?? false
    return unsafe codes.withUnsafeBytes { codes in
      unsafe scales.withUnsafeBytes { scales in
        guard let codes = codes.baseAddress, let scales = scales.baseAddress else {
          return scans.map { _ in [] }
        }
        return unsafe block.best(limit, vectors: scans.count) { vector, run, scores in
          guard isSparse, let allowed else {
            return unsafe scans[vector].score(run, codes, scales, scores)
          }
          for row in run where allowed.contains(row) {
            unsafe scans[vector].score(
              row..<row + 1, codes, scales, scores + (row - run.lowerBound))
          }
        }
      }
    }
  }

  /// Writes the scores of a run of rows.
  private func score(
    _ run: Range<Int>, _ codes: UnsafeRawPointer, _ scales: UnsafeRawPointer,
    _ scores: UnsafeMutablePointer<Float>
  ) {
    let first = run.lowerBound
    unsafe numbers.withUnsafeBufferPointer { numbers in
      guard let numbers = numbers.baseAddress else { return }
      unsafe KernelTable.current.scan.score_i8(
        numbers, factor, rowBytes, codes + first * rowBytes, scales + first * 4, run.count, scores)
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
    return unsafe codes.withUnsafeBytes { codes in
      unsafe scales.withUnsafeBytes { scales in
        guard let codes = codes.baseAddress, let scales = scales.baseAddress else { return [] }
        return chosen.map { row in
          var score: Float = 0
          unsafe self.score(row..<row + 1, codes, scales, &score)
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
