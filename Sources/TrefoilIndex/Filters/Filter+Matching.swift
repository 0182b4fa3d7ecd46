package import Trefoil
package import TrefoilFiles

extension Filter {
  /// Whether a document is wanted: the answer of ``sql(fields:)`` without a database.
  ///
  /// Metadata have their numbers as `Double`, so a whole number beyond 2^53 may be another one here.
  ///
  /// - Parameters:
  ///   - id: the document's id.
  ///   - title: its title; empty for none, which is not null.
  ///   - metadata: an object; anything else has no fields.
  package func matches(id: Identifier, title: String, metadata: JSONContent) -> Bool {
    expression.matches { field in
      switch field.names {
      case ["id"]: .string(id.text)
      case ["title"]: .string(title)
      default: metadata.value(field.names)
      }
    }
  }
}

extension FilterExpression {
  /// Whether the expression is true of the values that fields have.
  fileprivate func matches(_ value: (FieldPath) -> JSONContent?) -> Bool {
    switch self {
    case .condition(let condition): condition.test.matches(value(condition.field) ?? .null)
    case .not(let expression): !expression.matches(value)
    case .all(let terms): terms.allSatisfy { $0.matches(value) }
    case .any(let terms): terms.contains { $0.matches(value) }
    }
  }
}

extension FilterTest {
  /// Whether a value, null if it is missing, passes the test.
  fileprivate func matches(_ value: JSONContent) -> Bool {
    switch self {
    case .compared(let comparison, let other):
      return other.order(of: value).map(comparison.holds) ?? false
    case .oneOf(let list): return list.has(value) == true
    case .noneOf(let list): return list.has(value) == false
    case .like(let pattern): return value.string.map(pattern.matches) == true
    case .unlike(let pattern): return value.string.map(pattern.matches) == false
    case .contains(let element):
      guard case .array(let elements) = value else { return element.order(of: value) == .same }
      return elements.contains { element.order(of: $0) == .same }
    case .lacks(let element):
      guard case .array(let elements) = value else {
        return element.order(of: value).map { $0 != .same } ?? false
      }
      return !elements.contains { element.order(of: $0) == .same }
    case .null: return value == .null
    }
  }
}

extension FilterList {
  /// Whether a value is in the list; nil if it has no value of that kind.
  fileprivate func has(_ value: JSONContent) -> Bool? {
    switch value {
    case .string(let text): texts.isEmpty ? nil : texts.contains(Identifier(text))
    case .number: numbers.isEmpty ? nil : numbers.contains { $0.order(of: value) == .same }
    case .bool(let boolean): booleans.isEmpty ? nil : booleans.contains(boolean)
    case .null, .array, .object: nil
    }
  }
}

extension FilterLiteral {
  /// Where a document's value stands to this one; nil if they are of two kinds.
  fileprivate func order(of value: JSONContent) -> FilterOrder? {
    switch (value, self) {
    case (.string(let one), .text(let other)): Self.order(Identifier(one), Identifier(other))
    case (.number(let one), .real(let other)): Self.order(one, other)
    case (.number(let one), .integer(let other)): Self.order(one, other)
    case (.bool(let one), .boolean(let other)): one == other ? .same : one ? .behind : .before
    default: nil
    }
  }

  private static func order<Value: Comparable>(_ one: Value, _ other: Value) -> FilterOrder? {
    one == other ? .same : one < other ? .before : one > other ? .behind : nil
  }

  /// The order of a number and a whole one, exactly.
  private static func order(_ one: Double, _ other: Int64) -> FilterOrder? {
    if let whole = Int64(exactly: one) { return order(whole, other) }
    // Beyond all of `Int64`, or with a fraction and so below 2^53, where no whole number is rounded.
    if one >= 0x1p63 { return .behind }
    return order(one, Double(other))
  }
}

extension JSONContent {
  /// The value at the end of a path; nil if there is none.
  fileprivate func value(_ names: [String]) -> JSONContent? {
    var value = self
    for name in names {
      // A dictionary's own search takes “é” in one scalar and in two for the same.
      guard
        let member = value.object?.first(where: { $0.key.utf8.elementsEqual(name.utf8) })?.value
      else { return nil }
      value = member
    }
    return value
  }
}
