internal import CTrefoilKernels

/// Numbers of half precision among other bytes.
package enum HalfNumbers {
  /// The number with these half bits.
  package static func value(ofBits half: UInt16) -> Float {
    let sign = UInt32(half & 0x8000) << 16
    let (exponent, fraction) = (UInt32(half >> 10 & 0x1f), UInt32(half & 0x3ff))
    guard exponent > 0 else {
      // Zero or subnormal: a multiple of 2^-24, exact in fp32.
      let magnitude = Float(fraction) * 0x1p-24
      return sign == 0 ? magnitude : -magnitude
    }
    let widened = exponent == 0x1f ? 0x7f80_0000 : (exponent + 112) << 23
    return Float(bitPattern: sign | widened | fraction << 13)
  }

  /// Rounds numbers to half bits, to nearest and ties to even.
  ///
  /// - Throws: `UnrepresentableNumber` for the first that a half cannot hold.
  package static func bits(of numbers: [Float]) throws(UnrepresentableNumber) -> [UInt16] {
    let narrow = unsafe KernelTable.current.convert.f16_from_f32
    var converted = 0
    let halves = unsafe [UInt16](unsafeUninitializedCapacity: numbers.count) { halves, count in
      unsafe numbers.withUnsafeBufferPointer { numbers in
        guard let from = numbers.baseAddress, let to = halves.baseAddress else { return }
        converted = unsafe narrow(from, to, numbers.count)
      }
      count = numbers.count
    }
    guard converted == numbers.count else {
      throw UnrepresentableNumber(index: converted, value: numbers[converted])
    }
    return halves
  }
}
