package import TrefoilFiles
internal import TrefoilTensor

/// Numbers of some shape where a file holds them, all of them inside the file.
package struct StoredNumbers: Sendable {
  /// The file.
  package let file: MappedFile
  private let offset: Int
  /// The numbers' type, whose bytes are in the order that the file has.
  package let type: NumberType
  private let isBigEndian: Bool
  private let isColumnMajor: Bool
  /// The number of entries along each axis, outermost first.
  package let shape: [Int]

  init(
    file: MappedFile, offset: Int, type: NumberType, isBigEndian: Bool = false,
    isColumnMajor: Bool = false, shape: [Int]
  ) {
    self.file = file
    self.offset = offset
    self.type = type
    self.isBigEndian = isBigEndian
    // With one axis there is one order.
    self.isColumnMajor = isColumnMajor && shape.count > 1
    self.shape = shape
  }

  /// A safetensors file's numbers; nil for a type that is not known.
  package init?(_ tensor: StoredTensor) {
    guard let type = tensor.type else { return nil }
    self.init(file: tensor.file, offset: tensor.offset, type: type, shape: tensor.shape)
  }

  /// The entries along the first axis.
  package var rowCount: Int { shape.first ?? 1 }

  /// The numbers of an entry along the first axis.
  package var rowSize: Int { numberCount(of: Array(shape.dropFirst())) ?? 0 }

  /// Whether the numbers can be read as `floats(row:)` gives them.
  package var areFloats: Bool {
    switch type {
    case .float16, .bfloat16, .float32, .float64: true
    default: false
    }
  }

  /// The numbers of some rows along the first axis, in row-major order, in single precision.
  ///
  /// One that single precision can't hold is infinite.
  package func floats(rows: Range<Int>) -> [Float] {
    precondition(
      areFloats && rows.lowerBound >= 0 && rows.upperBound <= rowCount,
      "rows \(rows) of \(rowCount), of \(type.rawValue)")
    if type == .float32 && !isBigEndian && !isColumnMajor {
      return [Float](littleEndian: bytes(of: rows)[...])
    }
    return numbers(rows) { bytes in
      switch type {
      case .float16: HalfNumbers.value(ofBits: UInt16(littleEndian: bytes))
      case .bfloat16: Float(bitPattern: UInt32(UInt16(littleEndian: bytes)) << 16)
      case .float64: Float(Double(bitPattern: UInt64(littleEndian: bytes)))
      default: Float(bitPattern: UInt32(littleEndian: bytes))
      }
    }
  }

  /// The whole numbers of some rows; nil where the numbers have fractions, or one is no `Int`.
  package func integers(rows: Range<Int>) -> [Int]? {
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows \(rows) of \(rowCount)")
    switch type {
    case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64: break
    default: return nil
    }
    let unused = 64 - 8 * type.size
    let isSigned = type.rawValue.hasPrefix("I")
    let found = numbers(rows) { bytes -> Int? in
      let bits = UInt64(littleEndian: bytes)
      guard isSigned else { return Int(exactly: bits) }
      return Int(Int64(bitPattern: bits << UInt64(unused)) >> Int64(unused))
    }
    return found.contains(nil) ? nil : found.compactMap(\.self)
  }

  /// Gives back the memory of rows that were read for the last time.
  package func release(rows: Range<Int>) {
    guard !isColumnMajor else { return }
    let size = rowSize * type.size
    file.release(offset + rows.lowerBound * size..<offset + rows.upperBound * size)
  }

  private func numbers<Value>(
    _ rows: Range<Int>, _ number: (ArraySlice<UInt8>) -> Value
  ) -> [Value] {
    let size = type.size
    var values: [Value] = []
    values.reserveCapacity(rows.count * rowSize)
    if isColumnMajor {
      for row in rows {
        for place in 0..<rowSize {
          let start = offset + size * columnMajorPlace(row, place)
          var bytes = file.bytes(in: start..<start + size)
          if isBigEndian { bytes.reverse() }
          values.append(number(bytes[...]))
        }
      }
      return values
    }
    let bytes = bytes(of: rows)
    for start in stride(from: 0, to: bytes.count, by: size) {
      let own = bytes[start..<start + size]
      values.append(number(isBigEndian ? Array(own.reversed())[...] : own))
    }
    return values
  }

  /// The bytes of rows that lie one behind the other.
  private func bytes(of rows: Range<Int>) -> [UInt8] {
    let size = rowSize * type.size
    return file.bytes(in: offset + rows.lowerBound * size..<offset + rows.upperBound * size)
  }

  /// Where the file has the number that is `place` behind the beginning of a row in row-major order.
  private func columnMajorPlace(_ row: Int, _ place: Int) -> Int {
    var rest = place
    var indices: [Int] = []
    for entry in shape.dropFirst().reversed() {
      indices.append(rest % entry)
      rest /= entry
    }
    var (found, step) = (0, 1)
    for (entry, index) in zip(shape, [row] + indices.reversed()) {
      found += index * step
      step *= entry
    }
    return found
  }
}
