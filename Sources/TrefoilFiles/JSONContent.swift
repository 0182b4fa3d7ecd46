/// Any JSON value of a file, for files whose keys are looked at one by one, or that are written back
/// with one changed.
package enum JSONContent: Equatable, Sendable, Codable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONContent])
  case object([String: JSONContent])

  /// Reads any value.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONContent].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONContent].self))
    }
  }

  /// Writes the value; a whole number without a fraction.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value):
      if let integer { try container.encode(integer) } else { try container.encode(value) }
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// The value of a key; nil if this is no object, or one without it.
  package subscript(key: String) -> JSONContent? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The text, if this is a string.
  package var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The value, if this is a Boolean.
  package var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The number, if this is one.
  package var number: Double? {
    guard case .number(let value) = self else { return nil }
    return value
  }

  /// The number, if this is a whole one that `Int` can hold.
  package var integer: Int? { number.flatMap { Int(exactly: $0) } }

  /// The elements, if this is an array.
  package var array: [JSONContent]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members, if this is an object.
  package var object: [String: JSONContent]? {
    guard case .object(let members) = self else { return nil }
    return members
  }
}

extension JSONContent: CustomStringConvertible {
  /// The value as in the file if it is short; arrays and objects by their size.
  package var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): Int(exactly: value).map { "\($0)" } ?? "\(value)"
    case .string(let value): "“\(value)”"
    case .array(let elements): elements.isEmpty ? "[]" : "an array of \(elements.count)"
    case .object(let members): members.isEmpty ? "{}" : "an object of \(members.count)"
    }
  }
}

extension JSONContent: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(integerLiteral value: Int) { self = .number(Double(value)) }
}
