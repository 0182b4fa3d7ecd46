/// The members of a JSON object that stands on a line.
///
/// Of a key that repeats, the last value counts, as for jq and Python. Null is as good as no member.
package struct JSONRecord {
  let members: [(key: String, value: JSONMember)]

  /// Reads a line.
  ///
  /// - Throws: `TextFault` that says what is wrong, and at which byte.
  package init(_ line: ArraySlice<UInt8>) throws(LineFault) {
    _ = try Fields.text(line)
    do throws(JSONFlaw) {
      var scanner = JSONScanner(line)
      members = try scanner.object()
    } catch {
      throw LineFault(TextFault.notJSON(error))
    }
  }

  /// The value of the first of some keys that is there, and that key.
  package func first(of keys: [String]) -> (key: String, value: JSONMember)? {
    for key in keys {
      if let found = members.last(where: { $0.key == key }), found.value != .null { return found }
    }
    return nil
  }

  /// The string of the first of some keys that is there; nil if none is.
  ///
  /// - Throws: `TextFault.wrongType`.
  package func string(_ keys: [String]) throws(LineFault) -> String? {
    guard let (key, value) = first(of: keys) else { return nil }
    guard case .string(let text) = value else {
      throw LineFault(TextFault.wrongType(key: key, expected: "a string"))
    }
    return text
  }

  /// The id of the first of some keys that is there; nil if none is.
  ///
  /// A whole number of any size is read as its digits.
  ///
  /// - Throws: `TextFault.wrongType`, `TextFault.emptyID`.
  package func identifier(_ keys: [String]) throws(LineFault) -> String? {
    guard let (key, value) = first(of: keys) else { return nil }
    switch value {
    case .string(let text):
      guard !text.isEmpty else { throw LineFault(TextFault.emptyID) }
      return text
    case .number(let digits) where digits.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39 ~= $0) }):
      return digits
    default:
      throw LineFault(TextFault.wrongType(key: key, expected: "a string or a whole number"))
    }
  }

  /// The objects of the array under a key; nil if there is none.
  ///
  /// - Throws: `TextFault.wrongType`.
  package func objects(_ key: String) throws(LineFault) -> [JSONRecord]? {
    guard let (_, value) = first(of: [key]) else { return nil }
    let fault = LineFault(TextFault.wrongType(key: key, expected: "an array of objects"))
    guard case .array(let bytes) = value else { throw fault }
    var records: [JSONRecord] = []
    for element in try scan(bytes, { (scanner) throws(JSONFlaw) in try scanner.array() }) {
      guard case .object(let bytes) = element else { throw fault }
      records.append(
        JSONRecord(
          members: try scan(bytes) { (scanner) throws(JSONFlaw) in try scanner.object() }))
    }
    return records
  }

  /// The strings, numbers and truth values of the object under a key, as strings; empty if there is
  /// no member, or an empty value of another kind.
  ///
  /// Nil if it is something else.
  package func strings(_ key: String) throws(LineFault) -> [String: String]? {
    switch first(of: [key])?.value {
    case nil, .null?, .string("")?, .string("{}")?: return [:]
    case .array(let bytes)?:
      return try scan(bytes) { (scanner) throws(JSONFlaw) in try scanner.array() }.isEmpty
        ? [:] : nil
    case .object(let bytes)?:
      var strings: [String: String] = [:]
      for (key, value) in try scan(bytes, { (scanner) throws(JSONFlaw) in try scanner.object() }) {
        strings[key] = value.text
      }
      return strings
    default: return nil
    }
  }

  /// The object under a key, as it stands there; nil if there is none.
  package func object(_ key: String) -> String? {
    guard case .object(let bytes)? = first(of: [key])?.value else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether there is a value under a key, other than null.
  package func has(_ key: String) -> Bool { first(of: [key]) != nil }

  private init(members: [(key: String, value: JSONMember)]) {
    self.members = members
  }

  private func scan<Value>(
    _ bytes: ArraySlice<UInt8>, _ body: (inout JSONScanner) throws(JSONFlaw) -> Value
  ) throws(LineFault) -> Value {
    do throws(JSONFlaw) {
      var scanner = JSONScanner(bytes)
      return try body(&scanner)
    } catch {
      throw LineFault(TextFault.notJSON(error))
    }
  }
}

extension JSONMember {
  /// A single value as a string; nil for null, an array or an object.
  fileprivate var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .boolean(let value): String(value)
    case .null, .array, .object: nil
    }
  }
}
