internal import CTrefoilKernels

extension Matrix {
  /// Sets row *i* to the sum of one row from each table: `tables[t][indices[t][i]]`.
  ///
  /// Only the rows named are read. Each table is fp16 of shape `[entries, columns]`; an index
  /// outside a table is a caller's bug.
  package mutating func setSums(ofRows indices: [[Int]], from tables: [HalfTensor]) {
    precondition(indices.count == tables.count, "\(indices.count) for \(tables.count) tables")
    let kernels = unsafe KernelTable.current.entries.pointee
    let widened = AlignedBuffer<Float>(count: columns)
    for (number, (table, indices)) in zip(tables, indices).enumerated() {
      precondition(table.shape[1] == columns, "\(table.shape[1]) for \(columns) columns")
      precondition(indices.count == rows, "\(indices.count) indices for \(rows) rows")
      unsafe table.withHalves { halves in
        guard let first = halves.baseAddress else { return }
        for (row, index) in indices.enumerated() {
          precondition(
            index >= 0 && index < table.shape[0], "entry \(index) of \(table.shape[0])")
          let from = unsafe first + index * columns
          let to = unsafe pointer(row: row)
          if number == 0 {
            unsafe kernels.widen_f16(from, to, columns)
          } else {
            unsafe kernels.widen_f16(from, widened.base, columns)
            unsafe kernels.add(to, widened.base, columns)
          }
        }
      }
    }
  }

  /// Sets row *i* to the row `rows[i]` of another matrix.
  package mutating func setRows(_ rows: [Int], of other: borrowing Matrix) {
    precondition(other.columns == columns, "\(other.columns) columns into \(columns)")
    resize(rows: rows.count)
    for (row, from) in rows.enumerated() {
      unsafe pointer(row: row).update(from: other.pointer(row: from), count: columns)
    }
  }
}
