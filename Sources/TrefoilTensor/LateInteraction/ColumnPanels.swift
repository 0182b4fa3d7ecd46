internal import CTrefoilKernels

/// Vectors, `[columns, dimension]`, laid out once as the columns of products with many rows.
struct ColumnPanels: ~Copyable {
  let columns: Int
  let dimension: Int
  let numbers: AlignedBuffer<Float>

  init(_ vectors: [Float], dimension: Int) {
    columns = vectors.count / dimension
    self.dimension = dimension
    numbers = AlignedBuffer(count: trefoil_maxsim_panel_numbers(columns, dimension))
    unsafe vectors.withUnsafeBufferPointer { vectors in
      guard let first = vectors.baseAddress else { return }
      unsafe trefoil_maxsim_pack(first, columns, dimension, numbers.base)
    }
  }
}

/// The same in integers of 8 bits: a vector's numbers are these times its scale.
struct QuantizedColumnPanels: ~Copyable {
  let columns: Int
  let dimension: Int
  let bytes: AlignedBuffer<Int8>
  /// What the rows' offset of 128 adds to each vector's products.
  let offsets: AlignedBuffer<Int32>
  let scales: [Float]

  init(_ vectors: [Float], dimension: Int) {
    columns = vectors.count / dimension
    self.dimension = dimension
    let (rows, scales) = quantized(vectors, dimension: dimension)
    self.scales = scales
    bytes = AlignedBuffer(count: trefoil_maxsim_panel_bytes(columns, dimension))
    offsets = AlignedBuffer(count: paddedColumns(columns))
    unsafe rows.withUnsafeBufferPointer { rows in
      guard let first = rows.baseAddress else { return }
      unsafe trefoil_maxsim_pack_i8(first, columns, dimension, bytes.base, offsets.base)
    }
  }
}

/// The columns of whole panels.
func paddedColumns(_ columns: Int) -> Int {
  let width = Int(TREFOIL_MAXSIM_COLUMNS)
  return (columns + width - 1) / width * width
}

/// Rows of `dimension` numbers as offset bytes and a scale each; see `trefoil_maxsim_quantize`.
func quantized(_ rows: [Float], dimension: Int) -> (bytes: [UInt8], scales: [Float]) {
  let limit = Int(TREFOIL_MAXSIM_I8_DIMENSIONS)
  precondition(dimension <= limit, "\(dimension) dimensions in 8 bits, where \(limit) fit")
  let count = rows.count / dimension
  let size = count * trefoil_maxsim_row_bytes(dimension)
  var scales: [Float] = []
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { bytes, bytesWritten in
    scales = unsafe [Float](unsafeUninitializedCapacity: count) { scales, scalesWritten in
      unsafe rows.withUnsafeBufferPointer { rows in
        guard let from = rows.baseAddress, let to = bytes.baseAddress,
          let scales = scales.baseAddress
        else { return }
        unsafe trefoil_maxsim_quantize(from, count, dimension, to, scales)
      }
      scalesWritten = count
    }
    bytesWritten = size
  }
  return (bytes, scales)
}
