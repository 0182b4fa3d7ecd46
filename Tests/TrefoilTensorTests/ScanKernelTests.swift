import CTrefoilKernels
import Testing
import TrefoilTesting

/// Each claim holds for every instruction set that this machine runs, the scalar one included.
@Suite("Scan kernels")
struct ScanKernelTests {
  /// On and beside the borders of registers, cache lines and the 1,024 dimensions of signs whose
  /// sums fit 16 bits.
  static let dimensions = [1, 3, 8, 63, 64, 65, 384, 1024, 1025, 2500]
  static let tables = KernelTests.tables

  private func kernels(_ index: Int) throws -> trefoil_scan_kernels {
    unsafe try #require(trefoil_kernels_at(index)).pointee.scan.pointee
  }

  private func scores(
    _ kernels: trefoil_scan_kernels, _ query: [Int16], _ codes: [Int8], _ scales: [Float]
  ) -> [Float] {
    var scores = [Float](repeating: 77, count: scales.count + 1)
    unsafe kernels.score_i8(query, 0.5, query.count, codes, scales, scales.count, &scores)
    #expect(scores.last == 77)
    return scores.dropLast()
  }

  @Test("sums of dense codes are exact, for any bytes and any number of rows", arguments: tables)
  func dense(table: Int) throws {
    let kernels = try kernels(table)
    var numbers = SeededNumbers(seed: 51)
    for dimension in Self.dimensions {
      let stride = trefoil_dense_row_bytes(dimension)
      for rows in [0, 1, 3, 4, 5, 9] {
        // Full 16 bits as far as 32 bits hold the sum: 128 * 32767 * 320 < 2^31.
        let bound = min(32767, 32767 * 320 / stride)
        let query = (0..<stride).map { _ in Int16(numbers.next(below: 2 * bound + 1) - bound) }
        let codes = (0..<rows * stride).map { _ in Int8(truncatingIfNeeded: numbers.next()) }
        let scales = numbers.floats(rows)
        let expected = (0..<rows).map { row in
          let sum = (0..<stride).reduce(0) { $0 + Int(codes[row * stride + $1]) * Int(query[$1]) }
          return Float(sum) * scales[row] * 0.5
        }
        #expect(scores(kernels, query, codes, scales) == expected, "\(rows) of \(dimension)")
      }
    }
  }

  @Test("the largest query by the least code stays within 32 bits", arguments: tables)
  func extremes(table: Int) throws {
    for dimension in [1, 64, 1024, 131_072] {
      let query = [Float](repeating: 1, count: dimension)
      let stride = trefoil_dense_row_bytes(dimension)
      var rounded = [Int16](repeating: 7, count: stride)
      let step = unsafe trefoil_dense_prepare(query, dimension, &rounded)
      let codes = [Int8](repeating: -128, count: stride)
      let found = scores(try kernels(table), rounded, codes, [1])[0] * 2 * step
      #expect(abs(Double(found) / (-128 * Double(dimension)) - 1) < 1e-2)
    }
  }

  @Test("estimates by signs are scalar's bits, for any bytes", arguments: tables)
  func signs(table: Int) throws {
    let (kernels, scalar) = (try kernels(table), try kernels(0))
    var numbers = SeededNumbers(seed: 52)
    for dimension in Self.dimensions {
      let query = numbers.floats(dimension)
      let mean = numbers.floats(dimension, bound: 0.1)
      var tables = [UInt8](repeating: 0, count: 32 * trefoil_signs_row_bytes(dimension))
      let size = trefoil_signs_block_bytes(dimension)
      for blocks in [0, 1, 3] {
        let bytes = (0..<blocks * size).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
        unsafe tables.withUnsafeMutableBufferPointer { tables in
          guard let tables = tables.baseAddress else { return }
          var prepared = unsafe trefoil_prepared_signs(
            tables: tables, row_bytes: 0, step: 0, shift: 0, base: 0)
          unsafe trefoil_signs_prepare(query, mean, dimension, tables, &prepared)
          var (found, expected) = (
            [Float](repeating: 7, count: 64 * blocks + 1),
            [Float](repeating: 7, count: 64 * blocks + 1)
          )
          unsafe kernels.score_signs(&prepared, bytes, blocks, &found)
          unsafe scalar.score_signs(&prepared, bytes, blocks, &expected)
          let areEqual = zip(found, expected).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
          #expect(areEqual, "\(blocks) blocks of \(dimension)")
        }
      }
    }
  }

  @Test("finite scores from the least on are found, among the allowed alone", arguments: tables)
  func find(table: Int) throws {
    let kernels = try kernels(table)
    var numbers = SeededNumbers(seed: 53)
    for count in [0, 1, 63, 64, 65, 1000, 1024] {
      var scores = (0..<count).map { _ in Float(numbers.next(below: 9)) - 4 }
      for index in scores.indices where numbers.next(below: 5) == 0 {
        scores[index] = [.nan, .infinity, -.infinity][numbers.next(below: 3)]
      }
      let words = (0..<(count + 63) / 64).map { _ in numbers.next() }
      for least: Float in [-.greatestFiniteMagnitude, -4, 0, 0.5, 5, .infinity] {
        for allowed in [words, nil] {
          var positions = [UInt32](repeating: 0, count: count + 1)
          let found = unsafe kernels.find(scores, allowed, count, least, &positions)
          let expected = (0..<count).filter { row in
            scores[row].isFinite && scores[row] >= least
              && (allowed.map { $0[row / 64] >> UInt64(row % 64) & 1 == 1 } ?? true)
          }
          #expect(positions.prefix(found).map(Int.init) == expected, "\(count) from \(least)")
        }
      }
    }
  }

  @Test("levels are widened to scalar's bytes, whatever the bits", arguments: tables, [4, 2, 1])
  func levels(table: Int, bits: Int32) throws {
    let (kernels, scalar) = (try kernels(table), try kernels(0))
    var numbers = SeededNumbers(seed: 54)
    for dimension in Self.dimensions + [31, 32, 33, 128, 129] {
      for rows in [0, 1, 5] {
        let encoded = (0..<rows * trefoil_levels_row_bytes(bits, dimension)).map { _ in
          UInt8(truncatingIfNeeded: numbers.next())
        }
        let size = rows * trefoil_maxsim_row_bytes(dimension)
        var (found, expected) = (
          [UInt8](repeating: 7, count: size + 1), [UInt8](repeating: 7, count: size + 1)
        )
        unsafe kernels.widen_levels(bits, encoded, rows, dimension, &found)
        unsafe scalar.widen_levels(bits, encoded, rows, dimension, &expected)
        #expect(found == expected && found.last == 7, "\(rows) of \(dimension)")
      }
    }
  }
}
