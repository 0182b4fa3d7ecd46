internal import CTrefoilKernels

extension RowBlock {
  /// The rows of `x` as the products of layers that share them take them: as they are, or quantized,
  /// for layers with smoothing in a slot each.
  func take(_ x: MatrixView, _ layers: [LinearPointers]) -> [Factor] {
    for depth in layers.map(\.depth) {
      precondition(x.columns == depth, "\(x.columns) columns for \(depth) inputs")
      precondition(
        precision == .exact || depth <= layout.hidden,
        "\(depth) inputs where \(layout.hidden) have room")
    }
    precondition(rows.upperBound <= x.rows, "rows \(rows) of \(x.rows)")
    guard precision != .exact else {
      let taken = unsafe trefoil_rows(
        values: x.pointer(row: rows.lowerBound), count: rows.count, stride: x.stride, scales: nil,
        scale_stride: 0)
      return layers.map { unsafe Factor(x: taken, $0) }
    }
    let smoothed = layers.filter { unsafe $0.factors != nil }.count
    precondition(
      smoothed == 0 || smoothed == layers.count, "\(smoothed) of \(layers.count) are smoothed")
    let slots = smoothed == 0 ? Array(layers.prefix(1)) : layers
    forEachRow { row in
      for (slot, layer) in slots.enumerated() {
        unsafe quantize(
          x.pointer(row: row), layer.factors, x.columns, row: row - rows.lowerBound, column: 0,
          layout.input(slot))
      }
    }
    return layers.enumerated().map { index, layer in
      unsafe Factor(x: quantizedRows(layout.input(smoothed == 0 ? 0 : index)), layer)
    }
  }

  /// Rows that were quantized to a place.
  func quantizedRows(_ place: RowBlockLayout.Quantized) -> trefoil_rows {
    unsafe trefoil_rows(
      values: memory(of: lane) + place.values, count: rows.count, stride: place.stride,
      scales: floats(at: place.scales, of: lane), scale_stride: place.scaleStride)
  }

  /// Quantizes numbers to a row of a place, from a column on that begins a block.
  func quantize(
    _ x: UnsafePointer<Float>, _ factors: UnsafePointer<Float>?, _ count: Int, row: Int,
    column: Int, _ place: RowBlockLayout.Quantized
  ) {
    let index = row * place.stride + column
    let values = unsafe memory(of: lane) + place.values
    let scales =
      unsafe floats(at: place.scales, of: lane) + row * place.scaleStride
      + column / PackedWeight.block
    if precision == .balanced {
      unsafe kernels.products.quantize_i16(
        x, factors, count, values.assumingMemoryBound(to: Int16.self) + index, scales)
    } else {
      unsafe kernels.products.quantize_i8(
        x, factors, count, values.assumingMemoryBound(to: UInt8.self) + index, scales)
    }
  }
}
