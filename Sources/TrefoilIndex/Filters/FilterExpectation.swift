/// What a filter should have had where it can't be understood.
public enum FilterExpectation: Equatable, Sendable {
  /// A condition, such as `lang = 'de'`.
  case condition
  /// A comparison with a field.
  case comparison(field: String)
  /// A value behind an operator.
  case value(phrase: String)
  /// A string behind `like`.
  case pattern(phrase: String)
  /// A list in parentheses behind `in`.
  case list(phrase: String)
  /// Another value of a list, or its end.
  case listEnd
  /// The second bound of `between`.
  case bounds(phrase: String)
  /// `null` or `not null` behind `is`.
  case null(field: String)
  /// An operator that `not` can stand before.
  case negatedOperator(field: String)
  /// A name behind a dot.
  case name
  /// `and`, `or`, or the end.
  case end
  /// `and`, `or`, or the parenthesis that closes.
  case close
}

extension FilterExpectation: CustomStringConvertible {
  /// What was expected, as a clause with an example.
  public var description: String {
    switch self {
    case .condition: "a condition was expected, as in lang = 'de'"
    case .comparison(let field): "a comparison was expected, as in \(field) = 'de'"
    case .value(let phrase): "a value was expected, as in \(phrase) 2020"
    case .pattern(let phrase): "a pattern was expected, as in \(phrase) 'The %'"
    case .list(let phrase): "a list was expected, as in \(phrase) ('de', 'fr')"
    case .listEnd: "a comma and another value, or a ) was expected"
    case .bounds(let phrase): "and with a second value was expected, as in \(phrase) and 2020"
    case .null(let field): "null was expected, as in \(field) is null or \(field) is not null"
    case .negatedOperator(let field):
      "in, like, between or contains was expected, as in \(field) not in ('de', 'fr')"
    case .name: "a field's name was expected, as in author.name"
    case .end: "and, or, or the filter's end was expected"
    case .close: "and, or, or a ) was expected"
    }
  }
}
