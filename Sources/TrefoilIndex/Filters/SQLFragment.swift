/// A part of a statement, and the values that it binds in the order of its `?`.
///
/// What a user wrote comes in by `bind` alone: an interpolation takes no string.
package struct SQLFragment: Equatable, Sendable {
  /// The SQL.
  package private(set) var text: String
  /// A value for each `?`.
  package private(set) var arguments: [FilterValue]
}

extension SQLFragment: ExpressibleByStringInterpolation {
  /// The literal parts of a fragment, and what is put between.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var fragment = SQLFragment(text: "", arguments: [])

    /// Begins a fragment.
    package init(literalCapacity: Int, interpolationCount: Int) {
      fragment.text.reserveCapacity(2 * literalCapacity)
    }

    /// Appends SQL that stands in the source.
    package mutating func appendLiteral(_ literal: String) {
      fragment.text += literal
    }

    /// Appends a fragment with its values.
    package mutating func appendInterpolation(_ other: SQLFragment) {
      fragment.text += other.text
      fragment.arguments += other.arguments
    }

    /// Appends an operator.
    mutating func appendInterpolation(_ comparison: FilterComparison) {
      fragment.text += comparison.rawValue
    }

    /// Appends a `?` for a value.
    package mutating func appendInterpolation(bind value: FilterValue) {
      fragment.text += "?"
      fragment.arguments.append(value)
    }
  }

  /// SQL that stands in the source.
  package init(stringLiteral text: String) {
    self.init(text: text, arguments: [])
  }

  /// SQL that stands in the source, with other fragments and values between.
  package init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.fragment
  }
}

extension SQLFragment {
  /// Fragments with SQL between.
  package init(joining fragments: [SQLFragment], by separator: String) {
    self.init(
      text: fragments.map(\.text).joined(separator: separator),
      arguments: fragments.flatMap(\.arguments))
  }
}
