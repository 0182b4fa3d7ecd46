internal import CTrefoilKernels

extension Matrix {
  /// Sets row *i* to the sum of one row from each table: `tables[t][indices[t][i]]`.
  ///
  /// Only the rows named are read. Each table is fp16 of shape `[entries, columns]`; an index
  /// outside a table is a caller's bug.
  package mutating func setSums(
    ofRows indices: [[Int]], from tables: [HalfTensor], team: ThreadTeam
  ) {
    precondition(indices.count == tables.count, "\(indices.count) for \(tables.count) tables")
    for (table, indices) in zip(tables, indices) {
      precondition(table.shape[1] == columns, "\(table.shape[1]) for \(columns) columns")
      precondition(indices.count == rows, "\(indices.count) indices for \(rows) rows")
      for index in indices {
        precondition(index >= 0 && index < table.shape[0], "entry \(index) of \(table.shape[0])")
      }
    }
    let sums = view()
    team.forEach(pieces: (rows + Self.rowsAPiece - 1) / Self.rowsAPiece) { piece, _ in
      let first = piece * Self.rowsAPiece
      sums.setSums(
        first..<min(first + Self.rowsAPiece, sums.rows), ofRows: indices, from: tables)
    }
  }

  /// Rows that one thread takes at a time: enough work to pay for handing them out.
  private static let rowsAPiece = 32

  /// Sets row *i* to the row `rows[i]` of another matrix.
  package mutating func setRows(_ rows: [Int], of other: borrowing Matrix) {
    precondition(other.columns == columns, "\(other.columns) columns into \(columns)")
    resize(rows: rows.count)
    for (row, from) in rows.enumerated() {
      unsafe pointer(row: row).update(from: other.pointer(row: from), count: columns)
    }
  }
}

extension MatrixView {
  fileprivate func setSums(
    _ rows: Range<Int>, ofRows indices: [[Int]], from tables: [HalfTensor]
  ) {
    let kernels = KernelTable.current
    let widened = AlignedBuffer<Float>(count: columns)
    for (number, (table, indices)) in zip(tables, indices).enumerated() {
      unsafe table.withHalves { halves in
        guard let first = halves.baseAddress else { return }
        for row in rows {
          let from = unsafe first + indices[row] * columns
          let to = unsafe pointer(row: row)
          if number == 0 {
            unsafe kernels.convert.f32_from_f16(from, to, columns)
          } else {
            unsafe kernels.convert.f32_from_f16(from, widened.base, columns)
            unsafe kernels.elementwise.add(to, widened.base, columns)
          }
        }
      }
    }
  }
}
