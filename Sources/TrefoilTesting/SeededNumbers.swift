internal import TrefoilCore

/// Numbers that look random and are the same in every run.
package struct SeededNumbers {
  private var generator: SplitMix64

  /// Begins at a seed.
  package init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  /// The next 64 bits.
  package mutating func next() -> UInt64 { generator.next() }

  /// A number in `0..<bound`.
  package mutating func next(below bound: Int) -> Int { generator.next(below: bound) }

  /// A number in `-1..<1`.
  package mutating func unit() -> Float { Float(next() >> 40) / Float(1 << 23) - 1 }

  /// Numbers in `-bound..<bound`.
  package mutating func floats(_ count: Int, bound: Float = 1) -> [Float] {
    (0..<count).map { _ in unit() * bound }
  }

  /// Finite half bits of either sign, subnormals among them.
  package mutating func halves(_ count: Int) -> [UInt16] {
    (0..<count).map { _ in
      let bits = UInt16(truncatingIfNeeded: next())
      return bits & 0x7c00 == 0x7c00 ? bits & 0x83ff : bits
    }
  }

  /// Half bits of numbers in `-1..<1`, as weights are.
  package mutating func weights(_ count: Int) -> [UInt16] {
    (0..<count).map { _ in
      // An exponent of 2^-1 down to 2^-8, any sign and fraction.
      let bits = next()
      return UInt16(bits & 0x83ff) | UInt16(7 + (bits >> 16) % 8) << 10
    }
  }

  /// The bytes with one to four changed, and sometimes cut short.
  package mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...next(below: 4) { bytes[next(below: bytes.count)] = UInt8(next(below: 256)) }
    if next(below: 8) == 0 { bytes.removeLast(next(below: bytes.count)) }
    return bytes
  }
}
