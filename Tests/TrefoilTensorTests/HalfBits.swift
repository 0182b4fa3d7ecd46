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
