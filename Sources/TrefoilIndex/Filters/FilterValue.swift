/// A value that a filter's SQL binds in place of a `?`.
package enum FilterValue: Equatable, Sendable {
  case integer(Int64)
  /// Finite.
  case real(Double)
  /// Without U+0000.
  case text(String)
}
