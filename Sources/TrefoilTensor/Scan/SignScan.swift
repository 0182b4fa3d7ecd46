internal import CTrefoilKernels

/// A vector that looks for the rows of sign codes with the largest inner products, by estimate.
///
/// An estimate is off by some hundredths of the vectors' lengths, so whoever wants the best ten asks
/// for some hundred and scores those by `DenseScan`. It is the same bits on any number of threads
/// and with any instruction set. Rows whose estimate is not finite are left out; nor is any row
/// found by a vector that is not finite.
package struct SignScan: Sendable {
  private let tables: [UInt8]
  private let step: Float
  private let shift: Float
  private let base: Float
  private let blockBytes: Int

  /// Prepares a vector of the codes' dimension.
  package init(vector: [Float], codes: SignCodes) {
    precondition(
      vector.count == codes.dimension, "\(vector.count) numbers for \(codes.dimension)")
    blockBytes = codes.blockBytes
    var tables = [UInt8](
      repeating: 0, count: 32 * trefoil_signs_row_bytes(codes.dimension))
    (step, shift, base) = unsafe tables.withUnsafeMutableBufferPointer { tables in
      guard let tables = tables.baseAddress else { return (0, 0, 0) }
      var prepared = unsafe trefoil_prepared_signs(
        tables: tables, row_bytes: 0, step: 0, shift: 0, base: 0)
      unsafe trefoil_signs_prepare(vector, codes.mean, codes.dimension, tables, &prepared)
      return unsafe (prepared.step, prepared.shift, prepared.base)
    }
    self.tables = tables
  }

  /// The `limit` rows with the largest estimates of the inner product, the largest first; the lower
  /// row comes first where two are equal.
  ///
  /// - Parameters:
  ///   - limit: How many rows at most; fewer where there are not as many that are finite.
  ///   - bytes: Whole blocks, as `SignCodes` makes them; any bytes are safe.
  ///   - rows: The number of rows; the blocks may have room for more.
  ///   - allowed: The rows that may be found, or nil for all.
  ///   - team: The threads that share the work.
  package func best(
    _ limit: Int, bytes: RawSpan, rows: Int, allowed: RowSet?, team: ThreadTeam
  ) -> [ScoredRow] {
    Self.best([self], limit, bytes: bytes, rows: rows, allowed: allowed, team: team)[0]
  }

  /// The same for each of some vectors of one dimension, which share the way of the codes from memory.
  package static func best(
    _ scans: [SignScan], _ limit: Int, bytes: RawSpan, rows: Int, allowed: RowSet?, team: ThreadTeam
  ) -> [[ScoredRow]] {
    let blockRows = SignCodes.blockRows
    for scan in scans {
      precondition(
        bytes.byteCount == (rows + blockRows - 1) / blockRows * scan.blockBytes,
        "\(bytes.byteCount) bytes in blocks of \(scan.blockBytes) for \(rows) rows")
    }
    let block = BlockScan(rows: rows, allowed: allowed, team: team)
    return unsafe bytes.withUnsafeBytes { bytes in
      guard let bytes = bytes.baseAddress else { return scans.map { _ in [] } }
      return unsafe block.best(limit, vectors: scans.count) { vector, run, scores in
        unsafe scans[vector].score(run, bytes, scores)
      }
    }
  }

  /// Writes the estimates of a run of rows, which begins with a block.
  private func score(
    _ run: Range<Int>, _ bytes: UnsafeRawPointer, _ scores: UnsafeMutablePointer<Float>
  ) {
    let blockRows = SignCodes.blockRows
    unsafe tables.withUnsafeBufferPointer { tables in
      guard let first = tables.baseAddress else { return }
      var prepared = unsafe trefoil_prepared_signs(
        tables: first, row_bytes: tables.count / 32, step: step, shift: shift, base: base)
      unsafe KernelTable.current.scan.score_signs(
        &prepared, bytes + run.lowerBound / blockRows * blockBytes,
        (run.count + blockRows - 1) / blockRows, scores)
    }
  }
}
