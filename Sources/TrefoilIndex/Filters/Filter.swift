/// Which documents are wanted: conditions on their metadata, in a language like SQL's.
///
/// ```
/// lang = 'de' and year >= 2020 and tags contains 'bees'
/// not (author.name like 'A%' or status in ('draft', 'withdrawn'))
/// ```
///
/// | condition | true of a document whose field |
/// |---|---|
/// | `=` or `==`, `<>` or `!=`, `<`, `<=`, `>`, `>=` | has a value so related to the one given |
/// | `between 1990 and 1999` | is no less than the first and no more than the second |
/// | `in ('a', 'b')` | is one of the values |
/// | `like 'The %'` | is a string that the pattern matches: `%` is any characters, `_` is one; letters a to z match in both cases, all others in their own |
/// | `contains 'bees'` | is an array with that element, or is that value |
/// | `is null`, `is not null` | is missing or null, or is neither |
///
/// `in`, `like`, `between` and `contains` may have `not` before them. Conditions are joined by `and`
/// and `or`; `not` binds more than `and`, `and` more than `or`, and parentheses more than all.
///
/// **Fields.** `id` and `title` are the document's own. Every other name is one of its metadata, with
/// dots between where objects are nested. Names are letters of any script, digits and `_`; any other
/// name stands in double quotes, as in `"last change"`. Words of the language may be written in
/// capitals; names and values are compared byte by byte.
///
/// **Values** are strings in single quotes (with `''` for a `'`), numbers, `true` and `false`. Strings
/// have the order of their code points.
///
/// **Every condition is either true or false.** One on a field that is missing or null is false,
/// whatever the operator: `year <> 2020` and `year not in (2020)` ask for another year. So is one on
/// a value of another kind: the string `'2020'` is neither equal to the number 2020, nor unequal,
/// less or more. A `not` before a condition turns it round, so `not (year = 2020)` is true of a
/// document without a year as well.
///
/// Metadata have no name twice in one object, and no U+0000.
public struct Filter: Sendable, CustomStringConvertible {
  /// The filter as it was written.
  public let description: String
  let expression: FilterExpression

  /// Reads a filter.
  ///
  /// - Parameters: at most 8 MiB, enough for a list of 100,000 values, and some 1,300 conditions. A
  ///   condition stands in at most 64 parentheses and `not`.
  /// - Throws: `FilterError`, which says what was expected where.
  public init(_ text: String) throws(FilterError) {
    description = text
    expression = try FilterParser.expression(text)
    let term = expression.sql(fields: FieldSQL.of)
    guard term.stack <= FilterLimits.parserStack else {
      throw FilterError(.tooEntangled, in: text, at: nil)
    }
    let arguments = term.sql.arguments.count
    guard arguments <= FilterLimits.arguments else {
      throw FilterError(
        .tooManyConditions(arguments: arguments, limit: FilterLimits.arguments), in: text, at: nil)
    }
  }

  /// The filter as a condition of SQL on a row of `document`, in parentheses: 0 or 1, never NULL.
  ///
  /// - Parameters: the SQL of a field; those with an index of their own have other SQL than the rest.
  /// - Returns: The text, and a value for each `?` in it, 4,000 at most.
  package func sql(
    fields: (FieldPath) -> FieldSQL = FieldSQL.of
  ) -> (text: String, arguments: [FilterValue]) {
    let fragment = expression.sql(fields: fields).sql
    return ("(" + fragment.text + ")", fragment.arguments)
  }
}

extension Filter: Equatable {
  /// Whether both are written alike, byte by byte.
  public static func == (one: Filter, other: Filter) -> Bool {
    one.description.utf8.elementsEqual(other.description.utf8)
  }
}
