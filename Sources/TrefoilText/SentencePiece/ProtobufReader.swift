internal import TrefoilFiles

/// Reads a protocol buffer's fields one after another, in bytes that nobody vouches for.
package struct ProtobufReader {
  /// A field: its number, its value and where it lies.
  package struct Field: Equatable {
    /// What a field holds.
    package enum Value: Equatable {
      /// A number of variable or fixed size.
      case number(UInt64)
      /// The range of a string, of bytes or of a message within them.
      case bytes(Range<Int>)
    }

    /// The field's number, one or more.
    package let number: UInt64
    /// What it holds.
    package let value: Value
    /// The whole field, tag included.
    package let extent: Range<Int>
  }

  private let bytes: [UInt8]
  private let end: Int
  private var position: Int

  /// Reads the message that lies at a range of these bytes.
  package init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
    self.bytes = bytes
    let range = (range ?? bytes.indices).clamped(to: bytes.indices)
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next field, or nil at the end.
  ///
  /// - Throws: ``SentencePieceFault/malformed(offset:)`` with the field's first byte.
  package mutating func next() throws(SentencePieceFault) -> Field? {
    guard position < end else { return nil }
    let start = position
    guard let tag = variableNumber(), tag >> 3 > 0, let value = value(wireType: tag & 7) else {
      throw .malformed(offset: start)
    }
    return Field(number: tag >> 3, value: value, extent: start..<position)
  }

  private mutating func value(wireType: UInt64) -> Field.Value? {
    switch wireType {
    case 0: variableNumber().map { .number($0) }
    case 1: fixedNumber(byteCount: 8).map { .number($0) }
    case 2: lengthDelimited().map { .bytes($0) }
    case 5: fixedNumber(byteCount: 4).map { .number($0) }
    default: nil
    }
  }

  private mutating func variableNumber() -> UInt64? {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard position < end else { return nil }
      let byte = bytes[position]
      position += 1
      // Ten groups of seven bits are 70; those beyond 64 fall off, as in the reference reader.
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
    }
    return nil
  }

  private mutating func fixedNumber(byteCount: Int) -> UInt64? {
    guard byteCount <= end - position else { return nil }
    defer { position += byteCount }
    return UInt64(littleEndian: bytes[position..<position + byteCount])
  }

  private mutating func lengthDelimited() -> Range<Int>? {
    guard let count = variableNumber(), count <= UInt64(end - position) else { return nil }
    let range = position..<position + Int(count)
    position = range.upperBound
    return range
  }
}
