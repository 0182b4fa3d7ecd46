import Foundation
import Testing
import TrefoilFormats

@Suite("Decimals")
struct FixedPointTests {
  @Test("A number reads as C's printf writes it, but zero has no sign")
  func likePrintf() {
    for places in 0...4 {
      for step in -2000...2000 {
        // Thirds are never halfway between two decimals.
        let value = Double(step) / 300 + 1.0 / 3000
        let expected = String(format: "%.\(places)f", value)
        let isZero = !expected.contains { "123456789".contains($0) }
        let signed = isZero ? expected.replacingOccurrences(of: "-", with: "") : expected
        #expect(FixedPoint.text(value, places: places) == signed)
      }
    }
  }

  @Test(
    "A sign is that of what is shown",
    arguments: [
      (0.0213, "+0.021"), (-0.0213, "-0.021"), (0, "0.000"), (0.0004, "0.000"), (-0.0004, "0.000"),
      (0.0005, "+0.001"), (-0.0006, "-0.001"), (1, "+1.000"), (0.9996, "+1.000"),
    ])
  func signs(value: Double, expected: String) {
    #expect(FixedPoint.signed(value, places: 3) == expected)
  }
}
