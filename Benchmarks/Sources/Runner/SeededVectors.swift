import Trefoil

/// Unit rows that the peers make from the same seeds.
enum SeededVectors {
  /// SplitMix64 of `seed << 40 + first`, and so on: uniform numbers in -0.5..<0.5, rows of length 1.
  static func rows(_ count: Int, dimension: Int, first: Int, seed: UInt64) -> TokenVectors {
    var values = [Float](repeating: 0, count: count * dimension)
    for row in 0..<count {
      var sum: Float = 0
      for column in row * dimension..<(row + 1) * dimension {
        let value = number(UInt64(first * dimension + column) &+ seed << 40)
        values[column] = value
        sum += value * value
      }
      let scale = 1 / sum.squareRoot()
      for column in row * dimension..<(row + 1) * dimension { values[column] *= scale }
    }
    return TokenVectors(values: values, dimension: dimension)
  }

  private static func number(_ place: UInt64) -> Float {
    var x = place &* 0x9E37_79B9_7F4A_7C15
    x = (x ^ x >> 30) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ x >> 27) &* 0x94D0_49BB_1331_11EB
    x ^= x >> 31
    return Float(x >> 40) / Float(1 << 24) - 0.5
  }
}
