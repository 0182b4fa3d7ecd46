extension JSONMember {
  /// The numbers of an array of numbers; nil if this is no array, or one with something else in it.
  ///
  /// A number beyond single precision is infinite.
  package var floats: [Float]? {
    guard case .array(let bytes) = self else { return nil }
    let inside = bytes.dropFirst().dropLast()
    guard !Fields.isBlank(inside) else { return [] }
    var numbers: [Float] = []
    for element in inside.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let word = element.drop(while: Fields.isSpace)
      let end = word.lastIndex { !Fields.isSpace($0) }.map { $0 + 1 } ?? word.startIndex
      guard let number = Float(String(decoding: word[..<end], as: UTF8.self)) else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The number; nil if this is none.
  package var float: Float? {
    guard case .number(let digits) = self else { return nil }
    return Float(digits)
  }

  /// The whole number; nil if this is none, or one that no `Int` holds.
  package var integer: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits)
  }

  /// The elements of an array, of which a line was checked before; nil if this is none.
  package var elements: [JSONMember]? {
    guard case .array(let bytes) = self else { return nil }
    var scanner = JSONScanner(bytes)
    return try? scanner.array()
  }

  /// The members of an object, of which a line was checked before; nil if this is none.
  package var members: [(key: String, value: JSONMember)]? {
    guard case .object(let bytes) = self else { return nil }
    var scanner = JSONScanner(bytes)
    return try? scanner.object()
  }
}

extension JSONRecord {
  /// All members in their order, repeated keys too.
  package var all: [(key: String, value: JSONMember)] { members }
}
