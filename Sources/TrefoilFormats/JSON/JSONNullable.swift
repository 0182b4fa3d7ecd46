/// A member that is always there: a value, or null.
///
/// A plain optional is left out where it is nil.
package struct JSONNullable<Value: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
  /// The value; nil for null.
  package let value: Value?

  /// Takes a value; nil becomes null.
  package init(_ value: Value?) {
    self.value = value
  }

  /// Reads a value or null.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    value = container.decodeNil() ? nil : try container.decode(Value.self)
  }

  /// Writes the value or null.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}
