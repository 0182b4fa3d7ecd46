internal import CTrefoilKernels

extension TokenCodec {
  /// What a byte of an 8-bit row stands above its integer.
  private static let offset = 128

  /// The numbers that encoded rows stand for, `[rows, dimension]`.
  ///
  /// - Parameters: `rowBytes(dimension:)` bytes for each row, and a scale, little-endian fp32, where
  ///   rows have one; any bytes are safe.
  package func decode(_ bytes: RawSpan, scales: RawSpan, dimension: Int) -> [Float] {
    let size = rowBytes(dimension: dimension)
    let rows = bytes.byteCount / size
    precondition(
      dimension > 0 && bytes.byteCount == rows * size && scales.byteCount == rows * scaleBytes,
      "\(bytes.byteCount) bytes in rows of \(size) with \(scales.byteCount) of scales")
    guard self != .float16 else { return floats(ofHalves: bytes) }
    let stride = trefoil_maxsim_row_bytes(dimension)
    let widened = widened(bytes, rows: rows, dimension: dimension)
    var numbers: [Float] = []
    numbers.reserveCapacity(rows * dimension)
    for row in 0..<rows {
      let scale = unsafe scales.unsafeLoadUnaligned(fromByteOffset: 4 * row, as: Float.self)
      for place in row * stride..<row * stride + dimension {
        numbers.append(scale * Float(Int(widened[place]) - Self.offset))
      }
    }
    return numbers
  }

  /// The rows in 8 bits.
  private func widened(_ bytes: RawSpan, rows: Int, dimension: Int) -> [UInt8] {
    unsafe bytes.withUnsafeBytes { bytes in
      guard self != .int8 else { return unsafe Array(bytes) }
      var widened = [UInt8](repeating: 0, count: rows * trefoil_maxsim_row_bytes(dimension))
      if let first = bytes.baseAddress, rows > 0 {
        unsafe KernelTable.current.scan.widen_levels(
          Int32(bits), first.assumingMemoryBound(to: UInt8.self), rows, dimension, &widened)
      }
      return widened
    }
  }
}
