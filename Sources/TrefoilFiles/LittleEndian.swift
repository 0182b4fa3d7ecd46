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

extension Int32: LittleEndian {}
extension Int64: LittleEndian {}

extension Float: LittleEndian {
  /// Adds the bytes of its bits.
  package func appendLittleEndian(to bytes: inout [UInt8]) {
    Int32(bitPattern: bitPattern).appendLittleEndian(to: &bytes)
  }
}
