internal import CTrefoilKernels

/// For each group of encoded rows, the mean over `columns` of each one's largest inner product with
/// a row of the group; zero where either side has none.
///
/// A group's mean is the same bits whatever stands beside it, however many threads there are and
/// with any instruction set (but for halves, whose products differ in their last bits); with `int8`
/// or `float16` and no frame, those that `RowGroups` gives. A product that
/// is not a number is no vector's largest. A mean that is not finite, as after a damaged scale, is
/// given as minus infinity, so that it comes last.
///
/// - Parameters:
///   - columns: The vectors that meet the rows, with the frame that the rows were encoded in.
///   - codec: How the rows are kept.
///   - bytes: The rows, as `TokenCodec.encode` makes them; any bytes are safe.
///   - scales: The rows' scales, little-endian fp32 at any address; none for halves.
///   - groups: Rows of `bytes`, in any order.
///   - team: The threads that share the work.
package func meansOfLargestProducts(
  _ columns: ScanColumns, codec: TokenCodec, bytes: RawSpan, scales: RawSpan,
  groups: [Range<Int>], team: ThreadTeam
) -> [Float] {
  let rowBytes = codec.rowBytes(dimension: columns.dimension)
  let rows = bytes.byteCount / rowBytes
  precondition(
    bytes.byteCount == rows * rowBytes && scales.byteCount == rows * codec.scaleBytes,
    "\(bytes.byteCount) bytes in rows of \(rowBytes) with \(scales.byteCount) of scales")
  for group in groups {
    precondition(
      group.lowerBound >= 0 && group.upperBound <= rows, "rows \(group) of \(rows)")
  }
  var offsets = [0]
  offsets.reserveCapacity(groups.count + 1)
  for group in groups { offsets.append(offsets[offsets.count - 1] + group.count) }
  guard codec != .float16 else {
    return unsafe bytes.withUnsafeBytes { bytes in
      unsafe meansByIndex(columns.count, offsets, team) { group, _, largest in
        unsafe raise(largest, by: groups[group], ofHalves: bytes, columns)
      }
    }.map { $0.isFinite ? $0 : -.infinity }
  }
  let stage = RowStage(columns: columns, codec: codec, workers: team.count)
  return unsafe bytes.withUnsafeBytes { bytes in
    unsafe scales.withUnsafeBytes { scales in
      unsafe meansByIndex(columns.count, offsets, team) { group, worker, largest in
        unsafe stage.raise(largest, by: groups[group], of: bytes, scales, worker: worker)
      }
    }
  }.map { $0.isFinite ? $0 : -.infinity }
}

/// Raises each column's largest product by those with some rows of halves, where they lie.
private func raise(
  _ largest: UnsafeMutablePointer<Float>, by rows: Range<Int>,
  ofHalves bytes: UnsafeRawBufferPointer, _ columns: ScanColumns
) {
  guard let first = bytes.baseAddress else { return }
  let place = unsafe first + 2 * rows.lowerBound * columns.dimension
  precondition(
    UInt(bitPattern: place).isMultiple(of: 2), "halves at an odd address")
  unsafe KernelTable.current.maxsim.raise_f16(
    columns.floats.numbers.base, columns.count, columns.dimension,
    place.assumingMemoryBound(to: UInt16.self), rows.count, largest)
  guard !columns.products.isEmpty else { return }
  for column in 0..<columns.count { unsafe largest[column] += columns.products[column] }
}

/// Where each thread makes 8-bit rows of encoded ones, some at a time, for the kernel to read.
private struct RowStage: ~Copyable {
  let columns: ScanColumns
  let codec: TokenCodec
  /// The bytes of an 8-bit row.
  let stride: Int
  /// The rows that a thread has here at a time.
  let capacity: Int
  let bytes: AlignedBuffer<UInt8>
  let scales: AlignedBuffer<Float>

  /// Rows take half of an L1 cache of 32 KiB, beside the columns that meet them.
  private static let size = 16 << 10
  /// Rows of the largest tile, so that only a group's last are fewer.
  private static let tileRows = 12

  init(columns: ScanColumns, codec: TokenCodec, workers: Int) {
    self.columns = columns
    self.codec = codec
    stride = trefoil_maxsim_row_bytes(columns.dimension)
    capacity = max(Self.size / stride / Self.tileRows, 1) * Self.tileRows
    bytes = AlignedBuffer(count: codec == .int8 ? 0 : workers * capacity * stride)
    scales = AlignedBuffer(count: workers * capacity)
  }

  /// Raises each column's largest product by those with some rows.
  func raise(
    _ largest: UnsafeMutablePointer<Float>, by rows: Range<Int>,
    of encoded: UnsafeRawBufferPointer, _ encodedScales: UnsafeRawBufferPointer, worker: Int
  ) {
    guard let encoded = encoded.baseAddress, let from = encodedScales.baseAddress else { return }
    let kernels = KernelTable.current
    let rowBytes = codec.rowBytes(dimension: columns.dimension)
    let place = unsafe bytes.base + worker * capacity * stride
    let scales = unsafe self.scales.base + worker * capacity
    for start in Swift.stride(from: rows.lowerBound, to: rows.upperBound, by: capacity) {
      let count = min(capacity, rows.upperBound - start)
      // Copied, since a file's need no alignment.
      unsafe UnsafeMutableRawPointer(scales).copyMemory(
        from: from + 4 * start, byteCount: 4 * count)
      var source = unsafe (encoded + start * rowBytes).assumingMemoryBound(to: UInt8.self)
      if codec != .int8 {
        unsafe kernels.scan.widen_levels(
          Int32(codec.bits), source, count, columns.dimension, place)
        unsafe source = UnsafePointer(place)
      }
      unsafe kernels.maxsim.raise_i8(
        columns.panels.bytes.base, columns.panels.offsets.base, columns.count, columns.dimension,
        source, scales, count, largest)
    }
    for column in 0..<columns.count {
      unsafe largest[column] *= columns.panels.scales[column]
      if !columns.products.isEmpty { unsafe largest[column] += columns.products[column] }
    }
  }
}
