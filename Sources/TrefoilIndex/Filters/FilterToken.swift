/// A word, a value or a sign of a filter, and where it stands.
struct FilterToken: Equatable, Sendable {
  /// What a token is.
  enum Kind: Equatable, Sendable {
    /// A name without quotes, or a keyword.
    case word(String)
    /// A name in double quotes, which are gone.
    case quotedName(String)
    /// A string in single quotes, which are gone.
    case text(String)
    /// A number.
    case number(FilterLiteral)
    /// A comparison.
    case comparison(FilterComparison)
    case open, close, comma, dot
    /// The end of the filter.
    case end
  }

  /// What the token is.
  let kind: Kind
  /// Its place in the filter's text; empty for the end.
  let range: Range<String.Index>

  /// The keyword that the token is; nil if it is none.
  var keyword: FilterKeyword? {
    guard case .word(let word) = kind else { return nil }
    return FilterKeyword(word)
  }
}
