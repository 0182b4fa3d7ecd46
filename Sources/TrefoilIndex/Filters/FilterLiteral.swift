/// A value that stands in a filter.
enum FilterLiteral: Equatable, Sendable {
  case integer(Int64)
  /// Finite.
  case real(Double)
  case text(String)
  case boolean(Bool)
}

/// Kinds of values; those of two kinds are neither equal nor one before the other.
enum FilterKind: Equatable, Sendable {
  case number, text, boolean
}

extension FilterLiteral {
  /// The kind of the value.
  var kind: FilterKind {
    switch self {
    case .integer, .real: .number
    case .text: .text
    case .boolean: .boolean
    }
  }

  /// The value as SQL binds it; a truth value is a number there.
  var bound: FilterValue {
    switch self {
    case .integer(let value): .integer(value)
    case .real(let value): .real(value)
    case .text(let value): .text(value)
    case .boolean(let value): .integer(value ? 1 : 0)
    }
  }
}

extension FilterLiteral: Encodable {
  /// Writes the value as JSON has it.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .integer(let value): try container.encode(value)
    case .real(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .boolean(let value): try container.encode(value)
    }
  }
}
