/// A number that files hold with its lowest byte first.
package protocol LittleEndian: BitwiseCopyable {
  /// Adds the number's bytes.
  func appendLittleEndian(to bytes: inout [UInt8])
}

extension LittleEndian where Self: FixedWidthInteger {
  /// Adds the number's bytes.
  package func appendLittleEndian(to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: self >> Self(shift)))
    }
  }
}

extension FixedWidthInteger {
  /// Takes a number from its bytes, the lowest first; no more than the type has, absent ones zero.
  @inlinable
  package init(littleEndian bytes: some Collection<UInt8>) {
    precondition(
      bytes.count * 8 <= Self.bitWidth, "\(bytes.count) bytes for \(Self.bitWidth) bits")
    var value: Self = 0
    var shift = 0
    for byte in bytes {
      value |= Self(truncatingIfNeeded: byte) << shift
      shift += 8
    }
    self = value
  }
}

extension Int32: LittleEndian {}
extension Int64: LittleEndian {}

extension Float: LittleEndian {
  /// Adds the bytes of its bits.
  package func appendLittleEndian(to bytes: inout [UInt8]) {
    Int32(bitPattern: bitPattern).appendLittleEndian(to: &bytes)
  }
}
