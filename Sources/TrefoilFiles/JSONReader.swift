/// Reads JSON piece by piece, in bytes that nobody vouches for.
///
/// A vocabulary of 250,000 pieces is read into flat arrays, without a value for each of them. As in
/// Python, `NaN` and `Infinity` are numbers, and of two equal keys the later one counts.
package struct JSONReader {
  /// Deeper than any file is nested, and far from the end of the stack.
  private static let maxDepth = 64

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  /// Reads a text that lies in memory.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The whole text as one value.
  package static func content(_ bytes: [UInt8]) throws(JSONFault) -> JSONContent {
    var reader = JSONReader(bytes)
    let content = try reader.value()
    try reader.end()
    return content
  }

  /// Reads an object, and lets `visit` read the value of each key.
  package mutating func object(
    _ visit: (String, inout JSONReader) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try open("{")
    defer { depth -= 1 }
    if take("}") { return }
    repeat {
      skipSpace()
      let key = try string()
      try need(":")
      try visit(key, &self)
    } while take(",")
    try need("}")
  }

  /// Reads an array, and lets `visit` read each element.
  package mutating func array(
    _ visit: (inout JSONReader) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try open("[")
    defer { depth -= 1 }
    if take("]") { return }
    repeat { try visit(&self) } while take(",")
    try need("]")
  }

  /// Whether an object comes next.
  package var nextIsObject: Bool { next == UInt8(ascii: "{") }

  /// Whether an array comes next.
  package var nextIsArray: Bool { next == UInt8(ascii: "[") }

  private var next: UInt8? {
    var reader = self
    reader.skipSpace()
    return reader.peek
  }

  /// Reads any value.
  package mutating func value() throws(JSONFault) -> JSONContent {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"):
      var members: [String: JSONContent] = [:]
      try object { (key, reader) throws(JSONFault) in members[key] = try reader.value() }
      return .object(members)
    case UInt8(ascii: "["):
      var elements: [JSONContent] = []
      try array { reader throws(JSONFault) in elements.append(try reader.value()) }
      return .array(elements)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  /// Reads a string.
  package mutating func string() throws(JSONFault) -> String {
    var text: [UInt8] = []
    try string(into: &text)
    guard let string = String(validating: text, as: UTF8.self) else {
      throw fault("a string that is not UTF-8 ends")
    }
    return string
  }

  /// Reads a string and appends its bytes, which need not be valid UTF-8.
  package mutating func string(into text: inout [UInt8]) throws(JSONFault) {
    try need("\"")
    while position < bytes.count {
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: "\""),
        bytes[position] != UInt8(ascii: "\\")
      {
        position += 1
      }
      text.append(contentsOf: bytes[start..<position])
      guard position < bytes.count else { break }
      position += 1
      if bytes[position - 1] == UInt8(ascii: "\"") { return }
      try escape(into: &text)
    }
    throw fault("the text ends within a string")
  }

  /// Reads a number.
  package mutating func number() throws(JSONFault) -> Double {
    skipSpace()
    let start = position
    while position < bytes.count, Self.isNumeric(bytes[position]) { position += 1 }
    let digits = bytes[start..<position]
    let text = String(decoding: digits, as: UTF8.self)
    switch text {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: break
    }
    // `Double` takes hexadecimal numbers too, among others.
    guard JSONScanner.isNumber(digits), let value = Double(text) else {
      position = start
      throw fault("no value begins")
    }
    return value
  }

  /// Makes sure that nothing follows.
  package mutating func end() throws(JSONFault) {
    skipSpace()
    guard position == bytes.count else { throw fault("something follows the value") }
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || 0x09...0x0A ~= byte || byte == 0x0D { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func need(_ character: Unicode.Scalar) throws(JSONFault) {
    guard take(character) else { throw fault("“\(character)” is missing") }
  }

  private mutating func open(_ bracket: Unicode.Scalar) throws(JSONFault) {
    try need(bracket)
    guard depth < Self.maxDepth else { throw fault("the nesting is too deep") }
    depth += 1
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONContent
  ) throws(JSONFault) -> JSONContent {
    let count = word.utf8CodeUnitCount
    guard bytes[position...].starts(with: "\(word)".utf8) else { throw fault("no value begins") }
    position += count
    return value
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
    guard let letter = peek else { throw fault("the text ends within a string") }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: Array(String(try escapedScalar()).utf8))
    default: throw fault("an escape is unknown")
    }
  }

  private mutating func escapedScalar() throws(JSONFault) -> Character {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    guard UTF16.isLeadSurrogate(UInt16(first)), bytes[position...].starts(with: Array("\\u".utf8))
    else { throw fault("half of a surrogate pair stands alone") }
    position += 2
    let second = try codeUnit()
    guard 0xDC00...0xDFFF ~= second,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw fault("half of a surrogate pair stands alone") }
    return Character(scalar)
  }

  private mutating func codeUnit() throws(JSONFault) -> UInt32 {
    let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, digits.utf8.first != UInt8(ascii: "+"),
      let unit = UInt32(digits, radix: 16)
    else { throw fault("an escape has no four digits") }
    position += 4
    return unit
  }

  private func fault(_ what: String) -> JSONFault {
    .malformed(reason: "\(what) at byte \(position)")
  }
}
