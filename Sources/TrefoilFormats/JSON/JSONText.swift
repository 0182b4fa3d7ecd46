/// Writes JSON on one line, key by key, in the order of the calls.
///
/// `value(_:)` writes whatever is `Encodable`; the other calls write JSON piece by piece.
package struct JSONText: Sendable {
  /// What is written so far, in UTF-8.
  package private(set) var bytes: [UInt8] = []
  /// What is written so far.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
  private var needsComma = false

  /// Makes an empty text.
  package init() {}

  /// Writes an object whose members `body` writes.
  package mutating func object(_ body: (inout JSONText) -> Void) {
    enclose(.object, body)
  }

  /// Writes an array whose elements `body` writes.
  package mutating func array(_ body: (inout JSONText) -> Void) {
    enclose(.array, body)
  }

  /// Writes a member's key; its value comes next.
  package mutating func key(_ key: String) {
    string(key)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a member that is a string.
  package mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  /// Writes a string; what would turn a text around on a terminal is escaped.
  package mutating func string(_ value: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    // All signs that turn texts have this first byte.
    if value.utf8.contains(0xE2) {
      for scalar in value.unicodeScalars { append(escaping: scalar) }
    } else {
      for byte in value.utf8 { append(escaping: byte) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a whole number.
  package mutating func number(_ value: some FixedWidthInteger) {
    scalar(value.description)
  }

  /// Writes the shortest decimal that reads back as the same number, or null if it is not finite.
  package mutating func number(_ value: some BinaryFloatingPoint & LosslessStringConvertible) {
    scalar(value.isFinite ? value.description : "null")
  }

  /// Writes true or false.
  package mutating func boolean(_ value: Bool) {
    scalar(value ? "true" : "false")
  }

  /// Writes null.
  package mutating func null() {
    scalar("null")
  }

  /// Writes an array of numbers.
  package mutating func numbers(_ values: ArraySlice<Float>) {
    array { json in
      for value in values { json.number(value) }
    }
  }

  /// Writes a value that is JSON already, digit by digit as it stands.
  ///
  /// Line ends, which can only stand between its parts, become spaces.
  package mutating func json(_ value: String) {
    separate()
    for byte in value.utf8 {
      let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      bytes.append(isLineEnd ? UInt8(ascii: " ") : byte)
    }
  }

  /// Ends the line.
  package mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  /// Forgets what is written, and keeps its memory.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Writes the bracket that begins an object or an array.
  mutating func open(_ bracket: JSONBracket) {
    separate()
    bytes.append(bracket.opening)
    needsComma = false
  }

  /// Writes the bracket that ends it.
  mutating func close(_ bracket: JSONBracket) {
    bytes.append(bracket.closing)
    needsComma = true
  }

  private mutating func enclose(_ bracket: JSONBracket, _ body: (inout JSONText) -> Void) {
    open(bracket)
    body(&self)
    close(bracket)
  }

  private mutating func scalar(_ text: String) {
    separate()
    bytes += text.utf8
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func append(escaping scalar: Unicode.Scalar) {
    switch scalar.value {
    // Embeddings, overrides and isolates of the direction.
    case 0x202A...0x202E, 0x2066...0x2069:
      bytes += (#"\u"# + String(scalar.value, radix: 16)).utf8
    default:
      for byte in String(scalar).utf8 { append(escaping: byte) }
    }
  }

  private mutating func append(escaping byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes += #"\""#.utf8
    case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
    case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
    case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
    case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
    case 0..<0x20:
      bytes += (byte < 0x10 ? #"\u000"# : #"\u00"#).utf8
      bytes += String(byte, radix: 16).utf8
    default: bytes.append(byte)
    }
  }
}
