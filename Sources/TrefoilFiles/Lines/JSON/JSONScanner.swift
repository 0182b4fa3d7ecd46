/// Reads one JSON value from a line's bytes, which are UTF-8, without recursion.
///
/// A nested value is checked and given as its bytes: memory is linear in the line, and no depth of
/// brackets is too deep.
struct JSONScanner {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The members of an object, repeated keys too, and nothing after it.
  mutating func object() throws(JSONFlaw) -> [(key: String, value: JSONMember)] {
    var members: [(key: String, value: JSONMember)] = []
    // Files that were put together with cat have marks in their midst, which JSON may ignore.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position += 3 }
    skipSpaces()
    guard peek == UInt8(ascii: "{") else { throw flaw(peek == nil ? .unfinished : .notAnObject) }
    position += 1
    if !took("}") {
      repeat {
        let name = try key()
        members.append((name, try value()))
      } while try hasNext("}")
    }
    try end()
    return members
  }

  /// The elements of an array, and nothing after it.
  mutating func array() throws(JSONFlaw) -> [JSONMember] {
    var elements: [JSONMember] = []
    try take("[")
    if !took("]") {
      repeat { elements.append(try value()) } while try hasNext("]")
    }
    try end()
    return elements
  }

  private mutating func value() throws(JSONFlaw) -> JSONMember {
    skipSpaces()
    let start = position
    switch peek {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"):
      try skipNested()
      return .object(bytes[start..<position])
    case UInt8(ascii: "["):
      try skipNested()
      return .array(bytes[start..<position])
    default: return try literal()
    }
  }

  /// Passes over an array or an object, and checks all of it.
  private mutating func skipNested() throws(JSONFlaw) {
    var closings: [Unicode.Scalar] = []
    repeat {
      skipSpaces()
      switch peek {
      case UInt8(ascii: "{"):
        position += 1
        if took("}") { break }
        closings.append("}")
        _ = try key()
        continue
      case UInt8(ascii: "["):
        position += 1
        if took("]") { break }
        closings.append("]")
        continue
      case UInt8(ascii: "\""): _ = try string()
      default: _ = try literal()
      }
      while let closing = closings.last {
        guard try hasNext(closing) else {
          closings.removeLast()
          continue
        }
        if closing == "}" { _ = try key() }
        break
      }
    } while !closings.isEmpty
  }

  private mutating func key() throws(JSONFlaw) -> String {
    skipSpaces()
    guard peek == UInt8(ascii: "\"") else { throw unexpected() }
    let key = try string()
    try take(":")
    return key
  }

  /// Whether a comma comes; else the bracket that closes must.
  private mutating func hasNext(_ closing: Unicode.Scalar) throws(JSONFlaw) -> Bool {
    if took(",") { return true }
    try take(closing)
    return false
  }

  private mutating func end() throws(JSONFlaw) {
    skipSpaces()
    guard position == bytes.endIndex else { throw flaw(.trailing) }
  }
}

extension JSONScanner {
  private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private func flaw(_ cause: JSONFlaw.Cause, at place: Int? = nil) -> JSONFlaw {
    JSONFlaw(offset: (place ?? position) - bytes.startIndex, cause)
  }

  private func unexpected() -> JSONFlaw {
    flaw(peek.map(JSONFlaw.Cause.unexpected) ?? .unfinished)
  }

  private mutating func skipSpaces() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  private mutating func took(_ sign: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard let byte = peek, byte == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  private mutating func take(_ sign: Unicode.Scalar) throws(JSONFlaw) {
    guard took(sign) else { throw unexpected() }
  }

  /// A number, or a word that stands for a value.
  private mutating func literal() throws(JSONFlaw) -> JSONMember {
    let start = position
    while let byte = peek, Self.isWordByte(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "NaN", "nan", "Infinity", "-Infinity", "-NaN": throw flaw(.notFinite(word), at: start)
    default:
      guard Self.isNumber(bytes[start..<position]) else {
        position = start
        throw unexpected()
      }
      return .number(word)
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Whether bytes are a number as JSON writes one.
  static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    func digits() -> Int {
      let count = rest.prefix(while: isDigit).count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let leadsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !leadsWithZero || whole == 1 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if let sign = rest.first, sign == UInt8(ascii: "e") || sign == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
        rest = rest.dropFirst()
      }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}

extension JSONScanner {
  /// A string, which begins at its quotation mark.
  private mutating func string() throws(JSONFlaw) -> String {
    position += 1
    var text: [UInt8] = []
    while true {
      let start = position
      while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        position += 1
      }
      text += bytes[start..<position]
      switch peek {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escape()
      default: throw unexpected()
      }
    }
  }

  private mutating func escape() throws(JSONFlaw) -> [UInt8] {
    let start = position
    position += 1
    guard let byte = peek else { throw flaw(.unfinished) }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "u"): return try Array(String(scalar(from: start)).utf8)
    default:
      position -= 1
      throw unexpected()
    }
  }

  /// The character of one escape, or of a pair of them.
  private mutating func scalar(from start: Int) throws(JSONFlaw) -> Character {
    let first = try unit()
    if let scalar = UnicodeScalar(first) { return Character(scalar) }
    let alone = flaw(
      .loneSurrogate(String(decoding: bytes[start..<position], as: UTF8.self)), at: start)
    guard (0xD800..<0xDC00).contains(first), bytes[position...].starts(with: Array("\\u".utf8))
    else { throw alone }
    position += 2
    let second = try unit()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = UnicodeScalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw alone }
    return Character(scalar)
  }

  /// The four hexadecimal digits of an escape.
  private mutating func unit() throws(JSONFlaw) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw unexpected()
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
