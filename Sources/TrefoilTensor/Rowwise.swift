internal import CTrefoilKernels

/// A layer normalization's learned part, shape `[columns]` each.
package struct LayerNorm: Sendable {
  let scale: [Float]
  let shift: [Float]
  let epsilon: Float

  /// Takes the parameters as they are; both have one number a column.
  package init(scale: [Float], shift: [Float], epsilon: Float) {
    precondition(scale.count == shift.count, "\(scale.count) scales for \(shift.count) shifts")
    self.scale = scale
    self.shift = shift
    self.epsilon = epsilon
  }
}

/// Passes that touch each row on its own.
extension Matrix {
  /// Rows that one thread takes at a time: enough work to pay for handing them out.
  private static let rowsAPiece = 16

  private func forEachRow(
    _ team: ThreadTeam, _ body: (UnsafeMutablePointer<Float>, Int) -> Void
  ) {
    let (rows, columns) = (rows, columns)
    let first = unsafe base
    team.forEach(pieces: (rows + Self.rowsAPiece - 1) / Self.rowsAPiece) { piece, _ in
      let start = piece * Self.rowsAPiece
      for row in start..<min(start + Self.rowsAPiece, rows) {
        unsafe body(first + row * columns, row)
      }
    }
  }

  /// Adds `bias`, shape `[columns]`, to every row.
  package mutating func add(bias: [Float], team: ThreadTeam) {
    precondition(bias.count == columns, "\(bias.count) biases for \(columns) columns")
    let columns = columns
    let kernels = unsafe KernelTable.current.entries.pointee
    unsafe bias.withUnsafeBufferPointer { bias in
      guard let bias = bias.baseAddress else { return }
      unsafe forEachRow(team) { row, _ in unsafe kernels.add(row, bias, columns) }
    }
  }

  /// Replaces every number `x` by `gelu(x + bias)`, with the exact gelu: x · (1 + erf(x/√2)) / 2.
  package mutating func addAndGELU(bias: [Float], team: ThreadTeam) {
    precondition(bias.count == columns, "\(bias.count) biases for \(columns) columns")
    let columns = columns
    let kernels = unsafe KernelTable.current.entries.pointee
    unsafe bias.withUnsafeBufferPointer { bias in
      guard let bias = bias.baseAddress else { return }
      unsafe forEachRow(team) { row, _ in unsafe kernels.add_bias_gelu(row, bias, columns) }
    }
  }

  /// Normalizes every row: (x − mean) / √(variance + ε) · scale + shift.
  package mutating func normalize(_ norm: LayerNorm, team: ThreadTeam) {
    unsafe normalizeEachRow(norm, team: team) { _, _ in }
  }

  /// Adds `update + bias` to every row, then normalizes it.
  package mutating func addAndNormalize(
    _ update: borrowing Matrix, bias: [Float], _ norm: LayerNorm, team: ThreadTeam
  ) {
    precondition(
      update.rows == rows && update.columns == columns,
      "[\(update.rows), \(update.columns)] onto [\(rows), \(columns)]"
    )
    precondition(bias.count == columns, "\(bias.count) biases for \(columns) columns")
    let columns = columns
    let update = unsafe update.base
    let kernels = unsafe KernelTable.current.entries.pointee
    unsafe bias.withUnsafeBufferPointer { bias in
      guard let bias = bias.baseAddress else { return }
      unsafe normalizeEachRow(norm, team: team) { row, index in
        unsafe kernels.add(row, update + index * columns, columns)
        unsafe kernels.add(row, bias, columns)
      }
    }
  }

  private mutating func normalizeEachRow(
    _ norm: LayerNorm, team: ThreadTeam,
    after change: (UnsafeMutablePointer<Float>, Int) -> Void
  ) {
    precondition(norm.scale.count == columns, "\(norm.scale.count) scales for \(columns) columns")
    let columns = columns
    let kernels = unsafe KernelTable.current.entries.pointee
    unsafe norm.scale.withUnsafeBufferPointer { scale in
      unsafe norm.shift.withUnsafeBufferPointer { shift in
        guard let scale = scale.baseAddress, let shift = shift.baseAddress else {
          return
        }
        unsafe forEachRow(team) { row, index in
          unsafe change(row, index)
          unsafe kernels.layer_norm(row, scale, shift, norm.epsilon, columns)
        }
      }
    }
  }
}
