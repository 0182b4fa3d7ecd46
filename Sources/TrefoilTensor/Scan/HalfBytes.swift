internal import TrefoilFiles

/// Numbers as the bytes of halves, little-endian.
func halfBytes(of numbers: [Float]) -> [UInt8] {
  var rows = RowGroups(format: .float16)
  rows.append(numbers, dimension: max(1, numbers.count))
  var bytes: [UInt8] = []
  rows.halves.appendLittleEndian(to: &bytes)
  return bytes
}

/// The numbers of halves, little-endian; a last odd byte is passed over.
func floats(ofHalves bytes: RawSpan) -> [Float] {
  let count = bytes.byteCount / 2
  let halves = unsafe [UInt16](unsafeUninitializedCapacity: count) { halves, written in
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe UnsafeMutableRawBufferPointer(halves).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[..<(2 * count)]))
    }
    written = count
  }
  return HalfTensor(halves: halves, shape: [count]).floats()
}
