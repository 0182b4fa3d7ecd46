import CTrefoilKernels
import Testing
import TrefoilTensor
import TrefoilTesting

/// A weight matrix of 64 outputs and some rows, in every form that the products take.
struct PanelCase {
  let rows: Int
  let depth: Int
  let x: [Float]
  /// Shape `[64, depth]`.
  let weight: [Float]
  let bias: [Float]

  static let columns = Int(TREFOIL_PANEL_COLUMNS)
  var padded: Int { (depth + 3) / 4 * 4 }
  var blocks: Int { (depth + Int(TREFOIL_BLOCK) - 1) / Int(TREFOIL_BLOCK) }

  init(rows: Int, depth: Int) {
    var numbers = SeededNumbers(seed: UInt64(rows * 10_000 + depth))
    self.rows = rows
    self.depth = depth
    x = numbers.floats(rows * depth)
    weight = numbers.floats(Self.columns * depth)
    bias = numbers.floats(Self.columns)
  }

  /// bias + x · weightᵀ in Double.
  var expected: [Double] {
    (0..<rows * Self.columns).map { index in
      let (row, column) = (index / Self.columns, index % Self.columns)
      return (0..<depth).reduce(Double(bias[column])) {
        $0 + Double(x[row * depth + $1]) * Double(weight[column * depth + $1])
      }
    }
  }

  /// Quantizes one row into its place.
  private func quantize<Number>(
    _ row: Int,
    _ kernel: (
      UnsafePointer<Float>, UnsafePointer<Float>?, Int, UnsafeMutablePointer<Number>,
      UnsafeMutablePointer<Float>
    ) -> Void,
    _ values: inout [Number], _ scales: inout [Float]
  ) {
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe scales.withUnsafeMutableBufferPointer { scales in
        guard let to = values.baseAddress, let scale = scales.baseAddress else { return }
        unsafe kernel(
          Array(x[row * depth..<(row + 1) * depth]), nil, depth, to + row * padded,
          scale + row * blocks)
      }
    }
  }

  /// The product by one table in one precision, added to `before` where that is given.
  func product(
    _ kernels: trefoil_product_kernels, _ precision: Precision, addedTo before: [Float]? = nil
  ) -> [Float] {
    var out = before ?? [Float](repeating: .nan, count: rows * Self.columns)
    let accumulate: Int32 = before == nil ? 0 : 1
    var scales = [Float](repeating: 0, count: rows * blocks)
    var weightScales = [Float](repeating: 0, count: Self.columns)
    var corrections = [Int32](repeating: 0, count: blocks * Self.columns)
    func multiply<Number, Weight>(
      _ values: [Number], stride: Int, _ panel: [Weight],
      _ kernel: (
        UnsafePointer<trefoil_rows>, UnsafePointer<trefoil_panel>, Int32,
        UnsafeMutablePointer<Float>, Int
      ) -> Void
    ) {
      unsafe values.withUnsafeBytes { values in
        unsafe panel.withUnsafeBytes { panel in
          guard let first = values.baseAddress, let weights = panel.baseAddress else { return }
          unsafe scales.withUnsafeBufferPointer { scales in
            unsafe weightScales.withUnsafeBufferPointer { weightScales in
              unsafe bias.withUnsafeBufferPointer { bias in
                unsafe corrections.withUnsafeBufferPointer { corrections in
                  var x = unsafe trefoil_rows(
                    values: first, count: rows, stride: stride,
                    scales: scales.baseAddress, scale_stride: blocks)
                  var w = unsafe trefoil_panel(
                    values: weights, depth: depth, scales: weightScales.baseAddress,
                    bias: bias.baseAddress, corrections: corrections.baseAddress,
                    next: weights, next_bytes: panel.count)
                  unsafe kernel(&x, &w, accumulate, &out, Self.columns)
                }
              }
            }
          }
        }
      }
    }
    switch precision {
    case .exact:
      // Two halves of 32 columns.
      let panel = (0..<depth * Self.columns).map { index in
        let (half, rest) = (index / (depth * 32), index % (depth * 32))
        return weight[(half * 32 + rest % 32) * depth + rest / 32]
      }
      unsafe multiply(x, stride: depth, panel, kernels.multiply_f32)
    case .balanced:
      var values = [Int16](repeating: 77, count: rows * padded)
      var panel = [Int16](repeating: 0, count: padded * Self.columns)
      for row in 0..<rows {
        unsafe quantize(row, kernels.quantize_i16, &values, &scales)
      }
      for column in 0..<Self.columns {
        let row = Array(weight[column * depth..<(column + 1) * depth])
        weightScales[column] = unsafe trefoil_pack_i16(row, depth, column, &panel)
      }
      unsafe multiply(values, stride: padded, panel, kernels.multiply_i16)
    case .fast:
      var values = [UInt8](repeating: 77, count: rows * padded)
      var panel = [Int8](repeating: 0, count: padded * Self.columns)
      for row in 0..<rows {
        unsafe quantize(row, kernels.quantize_i8, &values, &scales)
      }
      for column in 0..<Self.columns {
        let row = Array(weight[column * depth..<(column + 1) * depth])
        weightScales[column] = unsafe trefoil_pack_i8(row, depth, column, &panel, &corrections)
      }
      unsafe multiply(values, stride: padded, panel, kernels.multiply_i8)
    }
    return out
  }
}

@Suite("Product kernels")
struct ProductKernelTests {
  static let tables = KernelTests.tables
  /// Across the borders of a tile's rows, of a block, and of a word of 2 and 4 numbers.
  static let shapes = [
    (1, 1), (2, 3), (5, 4), (6, 5), (7, 64), (12, 255), (13, 256), (6, 257), (3, 258), (4, 1027),
  ]

  private func kernels(_ index: Int) throws -> trefoil_product_kernels {
    unsafe try #require(trefoil_kernels_at(index)).pointee.products.pointee
  }

  /// √(Σ (one − other)² / Σ other²).
  private func relativeError(_ found: [Float], _ expected: [Double]) -> Double {
    let error = zip(found, expected).reduce(0) {
      $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1)
    }
    return (error / expected.reduce(0) { $0 + $1 * $1 }).squareRoot()
  }

  @Test("equal a Double reference as far as their numbers go", arguments: tables, shapes)
  func reference(table: Int, shape: (rows: Int, depth: Int)) throws {
    let panel = PanelCase(rows: shape.rows, depth: shape.depth)
    let kernels = try kernels(table)
    let expected = panel.expected
    // 13-bit and 8-bit inputs: a step of 1/4095 and 1/127 of the largest number.
    for (precision, bound) in [(Precision.exact, 1e-6), (.balanced, 1e-3), (.fast, 1.5e-2)] {
      let found = panel.product(kernels, precision)
      #expect(relativeError(found, expected) < bound, "\(precision)")
    }
  }

  @Test("give the scalar kernels' integer sums to the bit", arguments: tables, shapes)
  func integers(table: Int, shape: (rows: Int, depth: Int)) throws {
    let panel = PanelCase(rows: shape.rows, depth: shape.depth)
    for precision in [Precision.balanced, .fast] {
      let scalar = panel.product(try kernels(0), precision)
      let found = panel.product(try kernels(table), precision)
      #expect(found == scalar, "\(precision)")
    }
  }

  @Test("give a row the same bits whatever rows are beside it", arguments: tables)
  func rowsAlone(table: Int) throws {
    let many = PanelCase(rows: 11, depth: 300)
    let kernels = try kernels(table)
    for precision in Precision.allCases {
      let together = many.product(kernels, precision)
      for row in 0..<many.rows {
        let alone = PanelCase(many, row: row).product(kernels, precision)
        #expect(alone == Array(together[row * 64..<(row + 1) * 64]), "\(precision), row \(row)")
      }
    }
  }

  @Test("add to what is there when asked", arguments: tables)
  func accumulate(table: Int) throws {
    let panel = PanelCase(rows: 7, depth: 260)
    let kernels = try kernels(table)
    var numbers = SeededNumbers(seed: 5)
    let before = numbers.floats(7 * 64)
    for precision in Precision.allCases {
      let plain = panel.product(kernels, precision)
      let added = panel.product(kernels, precision, addedTo: before)
      for (index, value) in added.enumerated() {
        #expect(abs(value - (plain[index] + before[index])) < 2e-5, "\(precision)")
      }
    }
  }

  @Test("hold the largest sums that a block of 16-bit numbers can make", arguments: tables)
  func overflow(table: Int) throws {
    let panel = PanelCase(
      rows: 1, depth: 256, x: [Float](repeating: 3, count: 256),
      weight: [Float](repeating: -2, count: 64 * 256), bias: [Float](repeating: 0, count: 64))
    for precision in Precision.allCases {
      for value in panel.product(try kernels(table), precision) {
        #expect(abs(value + 6 * 256) < 1e-2, "\(precision)")
      }
    }
  }

  @Test(
    "a number that is not finite makes every sum of its row a NaN or infinite", arguments: tables,
    [Float.nan, .infinity, -.infinity])
  func spoilt(table: Int, number: Float) throws {
    let good = PanelCase(rows: 2, depth: 300)
    for place in [0, 7, 255, 256, 299] {
      var x = good.x
      x[place] = number
      let panel = PanelCase(rows: 2, depth: 300, x: x, weight: good.weight, bias: good.bias)
      for precision in [Precision.balanced, .fast] {
        let found = panel.product(try kernels(table), precision)
        let spoilt = found.prefix(64).filter { !$0.isFinite }
        #expect(spoilt.count == 64, "\(precision), at \(place)")
        let untouched = found.suffix(64).filter(\.isFinite)
        #expect(untouched.count == 64, "\(precision)")
      }
    }
  }

  @Test(
    "zeros, and numbers too small for a scale, are zeros", arguments: tables, [Float(0), 1e-38])
  func vanishing(table: Int, number: Float) throws {
    let panel = PanelCase(
      rows: 2, depth: 5, x: [Float](repeating: number, count: 10),
      weight: [Float](repeating: 1, count: 64 * 5), bias: [Float](repeating: 2, count: 64))
    for precision in Precision.allCases {
      let found = panel.product(try kernels(table), precision)
      #expect(found == [Float](repeating: 2, count: 2 * 64), "\(precision)")
    }
  }
}

extension PanelCase {
  init(rows: Int, depth: Int, x: [Float], weight: [Float], bias: [Float]) {
    self.rows = rows
    self.depth = depth
    self.x = x
    self.weight = weight
    self.bias = bias
  }

  /// One row of another case.
  init(_ other: PanelCase, row: Int) {
    self.init(
      rows: 1, depth: other.depth, x: Array(other.x[row * other.depth..<(row + 1) * other.depth]),
      weight: other.weight, bias: other.bias)
  }
}
