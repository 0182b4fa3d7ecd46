import CTrefoilKernels
import Testing
import TrefoilTensor
import TrefoilTesting

@Suite("Conversion kernels")
struct ConvertKernelTests {
  static let tables = KernelTests.tables

  private func kernels(_ index: Int) throws -> trefoil_convert_kernels {
    unsafe try #require(trefoil_kernels_at(index)).pointee.convert.pointee
  }

  private func bytes(_ floats: [Float]) -> [UInt8] {
    floats.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
  }

  @Test("widening is exact for all 65,536 halves", arguments: tables)
  func widenAll(table: Int) throws {
    let halves = (0...UInt16.max).map { $0 }
    var floats = [Float](repeating: -1, count: halves.count)
    unsafe try kernels(table).f32_from_f16(halves, &floats, halves.count)
    for (half, float) in zip(halves, floats) {
      let expected = value(ofHalf: half)
      if expected.isNaN {
        #expect(float.isNaN)
      } else if Double(float) != expected || (float.sign == .minus) != (half & 0x8000 != 0) {
        Issue.record("\(half) became \(float)")
      }
    }
  }

  @Test("widening ends where it is told", arguments: tables)
  func widenLengths(table: Int) throws {
    var numbers = SeededNumbers(seed: 1)
    for length in KernelTests.lengths {
      let halves = numbers.halves(length)
      var floats = [Float](repeating: 7, count: length + 3)
      unsafe try kernels(table).f32_from_f16(halves, &floats, length)
      #expect(floats.prefix(length).map(Double.init) == halves.map(value(ofHalf:)))
      #expect(floats.suffix(3) == [7, 7, 7])
    }
  }

  @Test("every finite half survives the way through fp32", arguments: tables)
  func roundTrip(table: Int) throws {
    let kernels = try kernels(table)
    let halves = (0...UInt16.max).filter { $0 & 0x7c00 != 0x7c00 }
    let floats = halves.map { Float(value(ofHalf: $0)) }
    var back = [UInt16](repeating: 0, count: halves.count)
    #expect(unsafe kernels.f16_from_f32(bytes(floats), &back, floats.count) == floats.count)
    #expect(back == halves)
  }

  @Test("fp32 is rounded to the nearest half, ties to even", arguments: tables)
  func rounding(table: Int) throws {
    let kernels = try kernels(table)
    // Between 1 and its neighbour 1 + 2^-10 (0x3c01); around the smallest subnormal 2^-24.
    let cases: [(Float, UInt16)] = [
      (1 + 0x1p-11, 0x3c00), (1 + 0x1.8p-11, 0x3c01), (1 + 0x3p-11, 0x3c02),
      (-1 - 0x1.8p-11, 0xbc01), (0x1p-25, 0), (0x1.000002p-25, 1), (0x1.8p-24, 2),
      (0x1p-30, 0), (-0x1p-30, 0x8000), (65504, 0x7bff), (65519, 0x7bff), (0x1.ff8p-15, 0x03ff),
      (0x1.ffcp-15, 0x0400),
      (0x1.fffp-15, 0x0400),
    ]
    for (float, expected) in cases {
      // Whole vectors and the rest go different ways.
      for count in [1, 8, 9, 16, 17] {
        var halves = [UInt16](repeating: 0xffff, count: count)
        let floats = [Float](repeating: float, count: count)
        #expect(unsafe kernels.f16_from_f32(bytes(floats), &halves, count) == count)
        #expect(halves.allSatisfy { $0 == expected }, "\(float)")
      }
    }
  }

  @Test(
    "what a half cannot hold is found at its place", arguments: tables,
    [Float(65520), -65520, 1e6, 3e38, .infinity, -.infinity, .nan])
  func overflow(table: Int, value: Float) throws {
    let kernels = try kernels(table)
    for place in [0, 3, 7, 8, 15, 16] {
      var floats = [Float](repeating: 1, count: 17)
      floats[place] = value
      var halves = [UInt16](repeating: 0, count: 17)
      #expect(unsafe kernels.f16_from_f32(bytes(floats), &halves, 17) == place)
    }
  }

  @Test(
    "what a half cannot hold is found among bf16 numbers",
    arguments: [Float(65520), -65520, 1e6, 3e38, .infinity, -.infinity, .nan], [0, 3, 7, 8, 15, 16])
  func overflowOfBrains(value: Float, place: Int) {
    var brains = [UInt16](repeating: 0x3f80, count: 17)
    brains[place] = UInt16(truncatingIfNeeded: value.bitPattern >> 16)
    var halves = [UInt16](repeating: 0, count: 17)
    let found = unsafe trefoil_f16_from_bf16(brains.map(\.littleEndian), &halves, 17)
    // bf16 keeps the upper bits alone, which takes 65520 below the border.
    #expect(found == (abs(value) == 65520 ? 17 : place))
  }

  @Test("every instruction set gives scalar's bits, and stops where it does", arguments: tables)
  func equalScalar(table: Int) throws {
    let patterns = Self.patterns
    #expect(try converted(patterns, kernels(table)) == converted(patterns, kernels(0)))
  }

  /// Both signs and every exponent, with significands on and beside the middle between two
  /// neighbours at every bit: whichever bit the rounding falls on, there is a tie above an even and
  /// an odd number.
  private static let patterns: [Float] = {
    var numbers = SeededNumbers(seed: 23)
    var patterns: [Float] = []
    for upper in UInt32(0)..<512 {
      for bit in 0..<23 {
        for _ in 0..<3 {
          let above = UInt32(numbers.next() & 0x7f_ffff) & ~((1 << bit) - 1)
          patterns += [above &- 1, above, above + 1].map { significand in
            Float(bitPattern: upper << 23 | significand & 0x7f_ffff)
          }
        }
      }
    }
    return patterns
  }()

  /// What becomes of the numbers, and which of them stopped the conversion.
  private func converted(
    _ floats: [Float], _ kernels: trefoil_convert_kernels
  ) -> [[Int]] {
    var halves = [UInt16](repeating: 0, count: floats.count)
    var stops: [Int] = []
    unsafe floats.withUnsafeBufferPointer { floats in
      unsafe halves.withUnsafeMutableBufferPointer { halves in
        guard let from = floats.baseAddress, let to = halves.baseAddress else { return }
        var start = 0
        while start < floats.count {
          start += unsafe kernels.f16_from_f32(from + start, to + start, floats.count - start)
          if start < floats.count { stops.append(start) }
          start += 1
        }
      }
    }
    return [halves.map(Int.init), stops]
  }
}
