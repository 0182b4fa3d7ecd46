internal import TrefoilFiles

/// How dense vectors are kept.
public enum DenseCodec: String, CaseIterable, Codable, Sendable {
  /// Integers of 8 bits with a scale a vector, as `DenseCodes` has them.
  case int8
  /// IEEE half precision.
  case float16
  /// IEEE single precision, as the model gives them.
  case float32

  /// The bytes of a vector, without its scale.
  package func rowBytes(dimension: Int) -> Int {
    switch self {
    case .int8: DenseCodes.rowBytes(dimension: dimension)
    case .float16: 2 * dimension
    case .float32: 4 * dimension
    }
  }

  /// The bytes of a vector's scale.
  package var scaleBytes: Int { self == .int8 ? 4 : 0 }

  /// Rounds vectors, `[rows, dimension]`.
  ///
  /// - Returns: `rowBytes(dimension:)` bytes for each row, and a scale where vectors have one.
  package func encode(_ vectors: [Float], dimension: Int) -> (bytes: [UInt8], scales: [Float]) {
    switch self {
    case .int8:
      let codes = DenseCodes(vectors, dimension: dimension)
      return (codes.codes.map { UInt8(bitPattern: $0) }, codes.scales)
    case .float16: return (halfBytes(of: vectors), [])
    case .float32:
      var bytes: [UInt8] = []
      vectors.appendLittleEndian(to: &bytes)
      return (bytes, [])
    }
  }

  /// The numbers that encoded rows stand for, `[rows, dimension]`.
  ///
  /// - Parameters: `rowBytes(dimension:)` bytes and `scaleBytes` for each row; any bytes are safe.
  package func decode(_ bytes: RawSpan, scales: RawSpan, dimension: Int) -> [Float] {
    let size = rowBytes(dimension: dimension)
    precondition(
      dimension > 0 && bytes.byteCount.isMultiple(of: size)
        && scales.byteCount == bytes.byteCount / size * scaleBytes,
      "\(bytes.byteCount) bytes in rows of \(size) with \(scales.byteCount) of scales")
    switch self {
    case .int8:
      var numbers: [Float] = []
      numbers.reserveCapacity(bytes.byteCount / size * dimension)
      for row in 0..<bytes.byteCount / size {
        let scale = unsafe scales.unsafeLoadUnaligned(fromByteOffset: 4 * row, as: Float.self)
        for place in row * size..<row * size + dimension {
          let integer = unsafe bytes.unsafeLoad(fromByteOffset: place, as: Int8.self)
          numbers.append(scale * Float(integer))
        }
      }
      return numbers
    case .float16: return floats(ofHalves: bytes)
    case .float32:
      return unsafe [Float](unsafeUninitializedCapacity: bytes.byteCount / 4) { numbers, count in
        unsafe bytes.withUnsafeBytes { bytes in
          unsafe UnsafeMutableRawBufferPointer(numbers).copyMemory(from: bytes)
        }
        count = bytes.byteCount / 4
      }
    }
  }
}
