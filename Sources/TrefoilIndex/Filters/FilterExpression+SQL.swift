extension FilterExpression {
  /// The expression as SQL that gives 0 or 1, and never NULL.
  ///
  /// A `not` goes to the conditions: not both is one of them not, and not one of both is none.
  ///
  /// - Parameters:
  ///   - isNegated: whether the contrary is wanted.
  ///   - fields: the SQL of a field.
  func sql(isNegated: Bool = false, fields: (FieldPath) -> FieldSQL) -> SQLTerm {
    switch self {
    case .condition(let condition):
      let term = condition.sql(fields)
      return isNegated ? term.negated : term
    case .not(let expression): return expression.sql(isNegated: !isNegated, fields: fields)
    case .all(let terms):
      return SQLTerm(
        joining: terms.map { $0.sql(isNegated: isNegated, fields: fields) },
        by: isNegated ? .or : .and)
    case .any(let terms):
      return SQLTerm(
        joining: terms.map { $0.sql(isNegated: isNegated, fields: fields) },
        by: isNegated ? .and : .or)
    }
  }
}
