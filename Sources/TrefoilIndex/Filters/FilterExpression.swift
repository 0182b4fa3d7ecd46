/// A filter as a tree: conditions, and what joins them.
indirect enum FilterExpression: Equatable, Sendable {
  case condition(FilterCondition)
  case not(FilterExpression)
  /// True where each of two or more is.
  case all([FilterExpression])
  /// True where one of two or more is.
  case any([FilterExpression])
}

/// What is asked of one field.
struct FilterCondition: Equatable, Sendable {
  /// The field.
  let field: FieldPath
  /// What its value has to be.
  let test: FilterTest
}

/// What a field's value has to be.
///
/// All but `null` are false of a field that is missing or null, and of one of another kind.
enum FilterTest: Equatable, Sendable {
  case compared(FilterComparison, FilterLiteral)
  /// One of some values.
  case oneOf(FilterList)
  /// Of a kind that the list has, and none of its values.
  case noneOf(FilterList)
  /// A text that a pattern matches.
  case like(LikePattern)
  /// A text that a pattern does not match.
  case unlike(LikePattern)
  /// An array with an element, or that value itself.
  case contains(FilterLiteral)
  /// An array without an element, or another value of its kind.
  case lacks(FilterLiteral)
  /// Missing, or null.
  case null
}
