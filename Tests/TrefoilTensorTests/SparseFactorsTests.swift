import Testing
import TrefoilTensor

@Suite("Sparse factors")
struct SparseFactorsTests {
  private func bytes(_ places: [UInt32], _ halves: [UInt16]) -> [UInt8] {
    places.flatMap { place in (0..<4).map { UInt8(truncatingIfNeeded: place >> (8 * $0)) } }
      + halves.flatMap { half in [UInt8(truncatingIfNeeded: half), UInt8(half >> 8)] }
  }

  private func product(
    _ factors: SparseFactors, _ places: [UInt32], _ halves: [UInt16]
  ) -> Float? {
    factors.product(count: places.count, bytes(places, halves).span.bytes)
  }

  @Test("multiply what a row has at the same places")
  func product() {
    // Places that share an entry of the table, and one behind all of the row's.
    let factors = SparseFactors(places: [0, 5, 1029, 2053, 9000], values: [1, 2, 4, 8, 16])
    #expect(product(factors, [], []) == 0)
    #expect(product(factors, [1, 2, 3], [0x3c00, 0x3c00, 0x3c00]) == 0)
    #expect(product(factors, [0, 5, 6, 1029, 2053], [0x3c00, 0x4000, 1, 0x3800, 0x3c00]) == 15)
    #expect(product(SparseFactors(places: [], values: []), [4], [0x3c00]) == 0)
  }

  @Test("are multiplied with no row whose places do not rise, or whose numbers are no weights")
  func damaged() {
    let factors = SparseFactors(places: [3, 4], values: [1, 1])
    #expect(product(factors, [3, 3], [0x3c00, 0x3c00]) == nil)
    #expect(product(factors, [4, 3], [0x3c00, 0x3c00]) == nil)
    for half: UInt16 in [0, 0x7c00, 0x7e00, 0x8000, 0xbc00] {
      #expect(product(factors, [3], [half]) == nil)
      #expect(product(factors, [2], [half]) == 0)
    }
    #expect(product(factors, [3, .max], [0x3c00, 0x3c00]) == 1)
  }

  @Test("half bits become the number that they stand for, for all 65,536")
  func widen() {
    for half in 0...UInt16.max {
      let widened = HalfNumbers.value(ofBits: half)
      let expected = value(ofHalf: half)
      if expected.isNaN ? !widened.isNaN : Double(widened) != expected {
        Issue.record("\(half) became \(widened)")
      }
    }
  }
}
