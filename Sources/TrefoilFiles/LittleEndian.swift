/// A number that files hold with its lowest byte first.
package protocol LittleEndian: BitwiseCopyable {
  /// Takes a number from its bytes, the lowest first; no more than the type has.
  init(littleEndian bytes: some Collection<UInt8>)

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

extension UInt16: LittleEndian {}
extension UInt32: LittleEndian {}
extension UInt64: LittleEndian {}
extension Int32: LittleEndian {}
extension Int64: LittleEndian {}

extension Float: LittleEndian {
  /// Takes a number from the bytes of its bits.
  package init(littleEndian bytes: some Collection<UInt8>) {
    self.init(bitPattern: UInt32(littleEndian: bytes))
  }

  /// Adds the bytes of its bits.
  package func appendLittleEndian(to bytes: inout [UInt8]) {
    bitPattern.appendLittleEndian(to: &bytes)
  }
}

extension Array where Element: LittleEndian {
  /// Takes numbers from bytes that hold them end to end.
  package init(littleEndian bytes: ArraySlice<UInt8>) {
    let size = MemoryLayout<Element>.size
    precondition(bytes.count.isMultiple(of: size), "\(bytes.count) bytes of numbers of \(size)")
    #if _endian(little)
    self = unsafe bytes.withUnsafeBytes { bytes in
      unsafe [Element](unsafeUninitializedCapacity: bytes.count / size) { numbers, count in
        unsafe UnsafeMutableRawBufferPointer(numbers).copyMemory(from: bytes)
        count = bytes.count / size
      }
    }
    #else
    self = stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map {
      Element(littleEndian: bytes[$0..<$0 + size])
    }
    #endif
  }

  /// Adds the bytes of all numbers, at once where memory holds them so.
  package func appendLittleEndian(to bytes: inout [UInt8]) {
    #if _endian(little)
    unsafe withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    #else
    for number in self { number.appendLittleEndian(to: &bytes) }
    #endif
  }
}
