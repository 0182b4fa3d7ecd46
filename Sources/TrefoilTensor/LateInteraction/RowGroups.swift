internal import CTrefoilKernels

/// The rows of many groups end to end, in one format.
///
/// `offsets` rises; group *i* is the rows `offsets[i]..<offsets[i + 1]`, of `dimension` numbers.
package struct RowGroups: Sendable {
  /// How the rows are kept.
  package let format: RowFormat
  /// The numbers in a row; zero until there is a group.
  package private(set) var dimension = 0
  /// Where each group starts, then the total, in rows.
  package private(set) var offsets = [0]

  // One of these holds the rows, by format; the bytes have their scales beside them.
  private(set) var floats: [Float] = []
  /// The rows in fp16, as half bits; empty in the other formats.
  package private(set) var halves: [UInt16] = []
  private(set) var bytes: [UInt8] = []
  private(set) var scales: [Float] = []

  /// Makes an empty list.
  package init(format: RowFormat) {
    self.format = format
  }

  /// Takes rows of half bits as they are; `offsets` rises from 0 to their number.
  package init(halves: [UInt16], dimension: Int, offsets: [Int]) {
    precondition(
      dimension > 0 && offsets.first == 0 && offsets.last == halves.count / dimension
        && halves.count.isMultiple(of: dimension),
      "\(halves.count) numbers for \(offsets.last ?? 0) rows of \(dimension)")
    format = .float16
    self.dimension = dimension
    self.offsets = offsets
    self.halves = halves
  }

  /// The number of groups.
  package var count: Int { offsets.count - 1 }

  /// The bytes that the rows take.
  package var byteCount: Int {
    4 * floats.count + 2 * halves.count + bytes.count + 4 * scales.count
  }

  /// Makes room for `rows` rows of `dimension` numbers in all.
  package mutating func reserve(rows: Int, dimension: Int) {
    switch format {
    case .float32: floats.reserveCapacity(rows * dimension)
    case .float16: halves.reserveCapacity(rows * dimension)
    case .int8:
      bytes.reserveCapacity(rows * trefoil_maxsim_row_bytes(dimension))
      scales.reserveCapacity(rows)
    }
  }

  /// Adds a group: rows of `dimension` numbers, the same in all groups.
  ///
  /// In fp16 a number beyond ±65504 becomes infinite; in int8 a row that is not finite has no
  /// products.
  package mutating func append(_ values: [Float], dimension: Int) {
    precondition(
      dimension > 0 && values.count.isMultiple(of: dimension),
      "\(values.count) values for rows of \(dimension)")
    precondition(
      count == 0 || dimension == self.dimension,
      "rows of \(dimension) among rows of \(self.dimension)")
    self.dimension = dimension
    offsets.append(offsets[count] + values.count / dimension)
    switch format {
    case .float32: floats += values
    case .float16: appendHalves(values)
    case .int8:
      let rows = quantized(values, dimension: dimension)
      bytes += rows.bytes
      scales += rows.scales
    }
  }

  private mutating func appendHalves(_ values: [Float]) {
    let convert = unsafe KernelTable.current.convert.f16_from_f32
    halves += unsafe [UInt16](unsafeUninitializedCapacity: values.count) { to, count in
      unsafe values.withUnsafeBufferPointer { from in
        guard let from = from.baseAddress, let to = to.baseAddress else { return }
        var start = 0
        // The conversion stops at a number that a half cannot hold, and leaves an infinity there.
        while start < values.count {
          start += unsafe convert(from + start, to + start, values.count - start)
          guard start < values.count else { break }
          if unsafe from[start].isNaN { unsafe to[start] = 0x7e00 }
          start += 1
        }
      }
      count = values.count
    }
  }
}
