internal import CTrefoilKernels

extension RowBlock {
  /// Up to so many rows, weights are widened where they are used.
  private static let fewRows = 24

  /// Multiplies by an fp16 panel slice by slice; sums go on from slice to slice.
  func multiplyHalves(
    _ x: trefoil_rows, _ halves: UnsafePointer<UInt16>, depth: Int, nextSize: Int,
    bias: UnsafePointer<Float>?, accumulate: Bool, into out: UnsafeMutablePointer<Float>,
    _ stride: Int, worker: Int
  ) {
    let columns = PackedWeight.columns
    let first = unsafe x.values.assumingMemoryBound(to: Float.self)
    let blas = kernels.instructionSet.multipliesByBLAS ? BLASProduct.shared : nil
    let isFew = rows.count <= Self.fewRows && blas == nil
    let widened = unsafe floats(at: layout.weights, of: worker)
    for start in Swift.stride(from: 0, to: depth, by: PackedWeight.slice) {
      let count = min(PackedWeight.slice, depth - start)
      let slice = unsafe halves + start * columns
      let isEnd = start + count == depth
      var rows = unsafe x
      unsafe rows.values = UnsafeRawPointer(first + start)
      var panel = unsafe trefoil_panel(
        values: isFew ? UnsafeRawPointer(slice) : UnsafeRawPointer(widened), depth: count,
        scales: nil, bias: start == 0 ? bias : nil, corrections: nil, next: slice + count * columns,
        next_bytes: min(isEnd ? nextSize : .max, count * columns * 2))
      let goesOn: Int32 = accumulate || start > 0 ? 1 : 0
      if isFew {
        unsafe kernels.products.multiply_f16(&rows, &panel, goesOn, out, stride)
      } else {
        unsafe kernels.convert.f32_from_f16(slice, widened, count * columns)
        if let blas {
          unsafe multiply(rows, panel, by: blas, accumulate: goesOn != 0, into: out, stride)
        } else {
          unsafe kernels.products.multiply_f32(&rows, &panel, goesOn, out, stride)
        }
      }
    }
  }

  /// What `multiply_f32` does, where there are no vector kernels; here alone a row's last bits may
  /// depend on how many rows there are.
  private func multiply(
    _ x: trefoil_rows, _ panel: trefoil_panel, by blas: BLASProduct, accumulate: Bool,
    into out: UnsafeMutablePointer<Float>, _ stride: Int
  ) {
    for row in unsafe 0..<x.count {
      for column in 0..<PackedWeight.columns {
        let place = unsafe out + row * stride + column
        let start = unsafe panel.bias?[column] ?? 0
        unsafe place.pointee = unsafe accumulate ? place.pointee + start : start
      }
    }
    let half = Int(TREFOIL_HALF_PANEL)
    let values = unsafe panel.values.assumingMemoryBound(to: Float.self)
    for column in Swift.stride(from: 0, to: PackedWeight.columns, by: half) {
      unsafe blas.add(
        m: x.count, n: half, k: panel.depth, x.values.assumingMemoryBound(to: Float.self),
        stride: x.stride, values + column * panel.depth, stride: half, into: out + column,
        stride: stride)
    }
  }
}
