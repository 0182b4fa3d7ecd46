internal import CTrefoilKernels

extension RowBlock {
  /// Writes the products side by side, in one round of work.
  func multiply(_ factors: [Factor], accumulate: Bool, into out: MatrixView) {
    let outputs = factors.reduce(0) { $0 + $1.layer.out }
    precondition(out.columns == outputs, "\(outputs) outputs into \(out.columns) columns")
    precondition(rows.upperBound <= out.rows, "rows \(rows) of \(out.rows)")
    let to = unsafe out.pointer(row: rows.lowerBound)
    let panels = factors.reduce(0) { $0 + PackedWeight.panelCount(out: $1.layer.out) }
    crew.forEachRun(of: panels) { run, worker in
      var (first, column) = (0, 0)
      for factor in factors {
        let count = PackedWeight.panelCount(out: factor.layer.out)
        for panel in run.clamped(to: first..<first + count) {
          unsafe multiply(
            factor.x, factor.layer, panel: panel - first, accumulate: accumulate,
            into: to + column + (panel - first) * PackedWeight.columns, out.stride, worker: worker)
        }
        first += count
        column += factor.layer.out
      }
    }
  }

  /// Multiplies by one panel; of the last one only the columns that count are written.
  func multiply(
    _ x: trefoil_rows, _ layer: LinearPointers, panel: Int, accumulate: Bool,
    into out: UnsafeMutablePointer<Float>, _ stride: Int, worker: Int
  ) {
    let columns = PackedWeight.columns
    let count = min(columns, layer.out - panel * columns)
    guard count < columns else {
      return unsafe multiplyWhole(
        x, layer, panel: panel, accumulate: accumulate, into: out, stride, worker: worker)
    }
    let partial = unsafe floats(at: layout.partial, of: worker)
    unsafe multiplyWhole(
      x, layer, panel: panel, accumulate: false, into: partial, columns, worker: worker)
    for row in 0..<rows.count {
      for column in 0..<count {
        let value = unsafe partial[row * columns + column]
        let place = unsafe out + row * stride + column
        unsafe place.pointee = accumulate ? unsafe place.pointee + value : value
      }
    }
  }

  private func multiplyWhole(
    _ x: trefoil_rows, _ layer: LinearPointers, panel number: Int, accumulate: Bool,
    into out: UnsafeMutablePointer<Float>, _ stride: Int, worker: Int
  ) {
    let depth = layer.depth
    let columns = PackedWeight.columns
    let size = PackedWeight.panelSize(depth: depth, precision)
    let values = unsafe layer.panels + number * size
    // Behind the last panel lies the weight that is wanted next, where a model's are in their order.
    let isLast = number + 1 == PackedWeight.panelCount(out: layer.out)
    let nextSize = isLast ? min(size, layer.bytesBehind) : size
    guard precision != .exact else {
      return unsafe multiplyHalves(
        x, values.assumingMemoryBound(to: UInt16.self), depth: depth, nextSize: nextSize,
        bias: layer.bias.map { unsafe $0 + number * columns }, accumulate: accumulate, into: out,
        stride, worker: worker)
    }
    var rows = unsafe x
    var panel = unsafe trefoil_panel(
      values: values, depth: depth,
      scales: layer.scales.map { unsafe $0 + number * columns },
      bias: layer.bias.map { unsafe $0 + number * columns },
      corrections: layer.corrections.map {
        unsafe $0 + number * PackedWeight.blockCount(depth: depth) * columns
      },
      next: values + size, next_bytes: nextSize)
    if precision == .balanced {
      unsafe kernels.products.multiply_i16(&rows, &panel, accumulate ? 1 : 0, out, stride)
    } else {
      unsafe kernels.products.multiply_i8(&rows, &panel, accumulate ? 1 : 0, out, stride)
    }
  }
}
