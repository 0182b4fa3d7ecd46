import CTrefoilKernels
import Testing
import TrefoilTensor
import TrefoilTesting

/// Each claim holds for every instruction set that this machine runs, the scalar one included.
@Suite("Late-interaction kernels")
struct MaxSimKernelTests {
  /// On and beside the borders of tiles, registers, panels and cache lines.
  static let rowCounts = [0, 1, 4, 5, 6, 7, 11, 12, 13, 180]
  static let dimensions = [1, 3, 16, 31, 64, 128, 129, 1024]
  static let columnCounts = [0, 1, 8, 9, 16, 17, 31, 32, 33]
  static let tables = KernelTests.tables

  private func kernels(_ index: Int) throws -> trefoil_maxsim_kernels {
    unsafe try #require(trefoil_kernels_at(index)).pointee.maxsim.pointee
  }

  @Test("the largest products equal a Double reference for any shape", arguments: tables)
  func reference(table: Int) throws {
    let kernels = try kernels(table)
    try forEachShape { shape, query, rows in
      let halves = rows.map(half(of:))
      let wide = halves.map { Float(value(ofHalf: $0)) }
      let panels = packed(query, shape)
      let found = unsafe largest(shape) { largest in
        unsafe kernels.raise_f32(
          panels, shape.columns, shape.dimension, wide, shape.rows, largest)
      }
      let expected = referenceProducts(query, wide, shape)
      let isClose = zip(found, expected).allSatisfy {
        $1 == -.infinity ? $0 == -.infinity : abs(Double($0) - $1) < 2e-5
      }
      #expect(isClose, "\(shape)")
      let ofHalves = unsafe largest(shape) { largest in
        unsafe kernels.raise_f16(
          panels, shape.columns, shape.dimension, halves, shape.rows, largest)
      }
      #expect(ofHalves == found, "fp16 rows give the bits of the same numbers in fp32: \(shape)")
    }
  }

  @Test("sums of 8-bit products are exact for any shape", arguments: tables)
  func integers(table: Int) throws {
    let kernels = try kernels(table)
    try forEachShape { shape, query, rows in
      let query = Bytes(query, shape.columns, shape.dimension)
      let rows = Bytes(rows, shape.rows, shape.dimension)
      let expected = referenceProducts(query, rows, shape)
      #expect(largest(kernels, query, rows, shape) == expected, "\(shape)")
    }
  }

  @Test("8-bit products of the largest integers do not saturate", arguments: tables)
  func extremes(table: Int) throws {
    let shape = Shape(rows: 13, dimension: 1024, columns: 32)
    for sign: Float in [1, -1] {
      let query = Bytes([Float](repeating: sign, count: 32 * 1024), 32, 1024)
      let rows = Bytes([Float](repeating: 1, count: 13 * 1024), 13, 1024)
      let found = largest(try kernels(table), query, rows, shape)
      #expect(found == [Float](repeating: sign * 127 * 127 * 1024 * (1 / 127), count: 32))
    }
  }

  @Test("a row's products are the same bits alone and among others", arguments: tables)
  func alone(table: Int) throws {
    let kernels = try kernels(table)
    let shape = Shape(rows: 29, dimension: 131, columns: 37)
    var numbers = SeededNumbers(seed: 21)
    let query = numbers.floats(shape.columns * shape.dimension)
    let rows = numbers.floats(shape.rows * shape.dimension)
    let panels = packed(query, shape)
    let together = unsafe largest(shape) { largest in
      unsafe kernels.raise_f32(panels, shape.columns, shape.dimension, rows, shape.rows, largest)
    }
    let apart = unsafe largest(shape) { largest in
      for row in (0..<shape.rows).reversed() {
        let one = Array(rows[row * shape.dimension..<(row + 1) * shape.dimension])
        unsafe kernels.raise_f32(panels, shape.columns, shape.dimension, one, 1, largest)
      }
    }
    #expect(together == apart)
  }

  @Test("a product that is not a number raises nothing", arguments: tables)
  func notANumber(table: Int) throws {
    let kernels = try kernels(table)
    let shape = Shape(rows: 2, dimension: 3, columns: 1)
    let panels = packed([1, 1, 1], shape)
    let found = unsafe largest(shape) { largest in
      unsafe kernels.raise_f32(panels, 1, 3, [.nan, 1, 1, 1, 2, 3], 2, largest)
    }
    #expect(found == [6])
    let bytes = Bytes([.nan, 1, 1, 127, 127, 0], 2, 3)
    #expect(
      largest(kernels, Bytes([127, 0, 0], 1, 3), bytes, shape) == [127 * 127])
  }

  @Test("rounding to 8 bits is off by half a step at most, and bytes are centred on 128")
  func quantize() {
    var numbers = SeededNumbers(seed: 22)
    for dimension in Self.dimensions {
      let row = numbers.floats(dimension, bound: 3)
      let bytes = Bytes(row, 1, dimension)
      let highest = row.map(abs).max() ?? 0
      #expect(bytes.scales[0] == highest / 127)
      for (number, byte) in zip(row, bytes.bytes) {
        let rounded = Float(Int(byte) - 128) * bytes.scales[0]
        #expect(abs(rounded - number) <= bytes.scales[0] * 0.5001)
      }
      #expect(bytes.bytes.dropFirst(dimension).allSatisfy { $0 == 128 })
    }
    #expect(Bytes([0, -0.0, 0], 1, 3).bytes == [128, 128, 128, 128])
    #expect(Bytes([0, -0.0, 0], 1, 3).scales == [0])
    #expect(Bytes([1, .infinity, 0], 1, 3).scales[0].isNaN)
    #expect(Bytes([1, .nan, 0], 1, 3).scales[0].isNaN)
  }
}

private struct Shape {
  let rows: Int
  let dimension: Int
  let columns: Int
}

/// Rows as the 8-bit kernels read them.
private struct Bytes {
  let bytes: [UInt8]
  let scales: [Float]

  init(_ rows: [Float], _ count: Int, _ dimension: Int) {
    var bytes = [UInt8](repeating: 0, count: count * trefoil_maxsim_row_bytes(dimension))
    var scales = [Float](repeating: 0, count: count)
    unsafe trefoil_maxsim_quantize(rows, count, dimension, &bytes, &scales)
    (self.bytes, self.scales) = (bytes, scales)
  }

  func integer(_ row: Int, _ k: Int, _ dimension: Int) -> Int {
    Int(bytes[row * trefoil_maxsim_row_bytes(dimension) + k]) - 128
  }
}

private func forEachShape(_ body: (Shape, _ query: [Float], _ rows: [Float]) throws -> Void) throws
{
  var numbers = SeededNumbers(seed: 20)
  for dimension in MaxSimKernelTests.dimensions {
    let bound = 1 / Float(dimension).squareRoot()
    for rows in MaxSimKernelTests.rowCounts {
      for columns in MaxSimKernelTests.columnCounts {
        try body(
          Shape(rows: rows, dimension: dimension, columns: columns),
          numbers.floats(columns * dimension, bound: bound),
          numbers.floats(rows * dimension, bound: bound))
      }
    }
  }
}

private func packed(_ query: [Float], _ shape: Shape) -> [Float] {
  var panels = [Float](
    repeating: .nan, count: trefoil_maxsim_panel_numbers(shape.columns, shape.dimension))
  unsafe trefoil_maxsim_pack(query, shape.columns, shape.dimension, &panels)
  return panels
}

/// What `raise` makes of minus infinity; the padding is left out.
private func largest(
  _ shape: Shape, _ raise: (UnsafeMutablePointer<Float>) -> Void
) -> [Float] {
  var largest = [Float](repeating: -.infinity, count: (shape.columns + 31) / 32 * 32 + 1)
  unsafe largest.withUnsafeMutableBufferPointer {
    if let first = $0.baseAddress { unsafe raise(first) }
  }
  #expect(largest.last == -.infinity)
  return Array(largest.prefix(shape.columns))
}

private func largest(
  _ kernels: trefoil_maxsim_kernels, _ query: Bytes, _ rows: Bytes, _ shape: Shape
) -> [Float] {
  var panels = [Int8](
    repeating: 77, count: trefoil_maxsim_panel_bytes(shape.columns, shape.dimension))
  var offsets = [Int32](repeating: 77, count: (shape.columns + 31) / 32 * 32)
  unsafe trefoil_maxsim_pack_i8(
    query.bytes, shape.columns, shape.dimension, &panels, &offsets)
  return unsafe largest(shape) { largest in
    unsafe kernels.raise_i8(
      panels, offsets, shape.columns, shape.dimension, rows.bytes, rows.scales, shape.rows,
      largest)
  }
}

private func referenceProducts(_ query: [Float], _ rows: [Float], _ shape: Shape) -> [Double] {
  (0..<shape.columns).map { column in
    var best = -Double.infinity
    for row in 0..<shape.rows {
      var sum = 0.0
      for k in 0..<shape.dimension {
        sum +=
          Double(query[column * shape.dimension + k]) * Double(rows[row * shape.dimension + k])
      }
      best = max(best, sum)
    }
    return best
  }
}

private func referenceProducts(_ query: Bytes, _ rows: Bytes, _ shape: Shape) -> [Float] {
  (0..<shape.columns).map { column in
    var best = -Float.infinity
    for row in 0..<shape.rows {
      var sum = 0
      for k in 0..<shape.dimension {
        sum +=
          query.integer(column, k, shape.dimension) * rows.integer(row, k, shape.dimension)
      }
      best = max(best, Float(sum) * rows.scales[row])
    }
    return best
  }
}

private func half(of number: Float) -> UInt16 {
  var half: UInt16 = 0
  unsafe withUnsafeBytes(of: number) {
    guard let first = $0.baseAddress, let scalar = trefoil_kernels_at(0) else { return }
    _ = unsafe scalar.pointee.convert.pointee.f16_from_f32(first, &half, 1)
  }
  return half
}
