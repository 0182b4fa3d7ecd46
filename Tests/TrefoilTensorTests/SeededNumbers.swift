/// Numbers that look random and are the same in every run.
struct SeededNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Numbers in `-bound..<bound`.
  mutating func floats(_ count: Int, bound: Float = 1) -> [Float] {
    (0..<count).map { _ in (Float(next() >> 40) / Float(1 << 23) - 1) * bound }
  }

  /// Finite half bits of either sign, subnormals among them.
  mutating func halves(_ count: Int) -> [UInt16] {
    (0..<count).map { _ in
      let bits = UInt16(truncatingIfNeeded: next())
      return bits & 0x7c00 == 0x7c00 ? bits & 0x83ff : bits
    }
  }

  /// Half bits of numbers in `-1..<1`, as weights are.
  mutating func weights(_ count: Int) -> [UInt16] {
    (0..<count).map { _ in
      // An exponent of 2^-1 down to 2^-8, any sign and fraction.
      let bits = next()
      return UInt16(bits & 0x83ff) | UInt16(7 + (bits >> 16) % 8) << 10
    }
  }
}

/// What the half bits stand for, by IEEE 754 itself.
func value(ofHalf bits: UInt16) -> Double {
  let sign: Double = bits & 0x8000 == 0 ? 1 : -1
  let exponent = Int(bits >> 10 & 0x1f)
  let fraction = Double(bits & 0x3ff) / 1024
  func power(_ exponent: Int) -> Double {
    exponent >= 0 ? Double(1 << exponent) : 1 / Double(1 << -exponent)
  }
  if exponent == 0 { return sign * fraction * power(-14) }
  if exponent == 31 { return fraction == 0 ? sign * .infinity : .nan }
  return sign * (1 + fraction) * power(exponent - 15)
}
