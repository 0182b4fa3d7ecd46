extension FilterParser {
  /// What is asked of a field.
  mutating func condition() throws(FilterError) -> FilterExpression {
    let field = try field()
    let sign = token
    switch sign.kind {
    case .comparison(let comparison):
      try advance()
      return try compared(field, comparison, sign)
    case .word: break
    default: throw unexpected(.comparison(field: field.description))
    }
    if try take(.is) { return try null(field) }
    let isNegated = try take(.not)
    if try take(.in) {
      let list = try list(field)
      return condition(field, isNegated ? .noneOf(list) : .oneOf(list))
    }
    if try take(.like) {
      let pattern = try pattern(field)
      return condition(field, isNegated ? .unlike(pattern) : .like(pattern))
    }
    if try take(.contains) {
      let element = try value(field)
      return condition(field, isNegated ? .lacks(element) : .contains(element))
    }
    if try take(.between) { return try between(field, isNegated: isNegated) }
    throw unexpected(
      isNegated
        ? .negatedOperator(field: field.description) : .comparison(field: field.description))
  }

  /// A field's name, or several with dots between.
  private mutating func field() throws(FilterError) -> FieldPath {
    let first = beginPhrase()
    if let keyword = first.keyword {
      throw fault(.keywordAsField(keyword.rawValue), at: first)
    }
    if case .text = first.kind { throw fault(.stringAsField(written(first)), at: first) }
    var names = [try name(.condition)]
    while try take(.dot) {
      guard names.count < FilterLimits.pathNames else {
        throw fault(.pathTooLong(limit: FilterLimits.pathNames), at: first)
      }
      names.append(try name(.name))
    }
    return FieldPath(names)
  }

  private mutating func name(_ expected: FilterExpectation) throws(FilterError) -> String {
    switch token.kind {
    case .word(let name), .quotedName(let name):
      try advance()
      return name
    default: throw unexpected(expected)
    }
  }

  private mutating func compared(
    _ field: FieldPath, _ comparison: FilterComparison, _ sign: FilterToken
  ) throws(FilterError) -> FilterExpression {
    let value = try value(field)
    guard value.kind != .boolean || !comparison.isAboutOrder else {
      throw fault(.orderOfBooleans(written(sign)), at: sign)
    }
    return condition(field, .compared(comparison, value))
  }

  /// A value behind an operator.
  private mutating func value(_ field: FieldPath) throws(FilterError) -> FilterLiteral {
    let found = token
    let value: FilterLiteral
    switch (found.kind, found.keyword) {
    case (.text(let text), _): value = .text(text)
    case (.number(let number), _): value = number
    case (_, .yes): value = .boolean(true)
    case (_, .no): value = .boolean(false)
    case (_, .null): throw fault(.comparedWithNull(field: field.description), at: found)
    case (.quotedName, _), (.word, nil): throw fault(.fieldAsValue(written(found)), at: found)
    default: throw unexpected(.value(phrase: phrase))
    }
    try advance()
    return value
  }

  private mutating func null(_ field: FieldPath) throws(FilterError) -> FilterExpression {
    let isNegated = try take(.not)
    guard try take(.null) else { throw unexpected(.null(field: field.description)) }
    return isNegated ? .not(condition(field, .null)) : condition(field, .null)
  }

  /// One or more values in parentheses.
  private mutating func list(_ field: FieldPath) throws(FilterError) -> FilterList {
    guard try take(.open) else { throw unexpected(.list(phrase: phrase)) }
    var list = FilterList()
    repeat { list.append(try value(field)) } while try take(.comma)
    guard try take(.close) else { throw unexpected(.listEnd) }
    return list
  }

  private mutating func pattern(_ field: FieldPath) throws(FilterError) -> LikePattern {
    guard case .text(let text) = token.kind else { throw unexpected(.pattern(phrase: phrase)) }
    let (bytes, runs) = (text.utf8.count, text.utf8.count { $0 == UInt8(ascii: "%") })
    guard bytes <= FilterLimits.patternBytes, runs <= FilterLimits.patternRuns else {
      throw fault(
        .patternTooLong(
          bytes: bytes, limit: FilterLimits.patternBytes, runs: runs,
          runLimit: FilterLimits.patternRuns), at: token)
    }
    try advance()
    return LikePattern(text: text)
  }

  /// Two comparisons, which is what `between` stands for.
  private mutating func between(
    _ field: FieldPath, isNegated: Bool
  ) throws(FilterError) -> FilterExpression {
    let lower = try bound(field)
    guard try take(.and) else { throw unexpected(.bounds(phrase: phrase)) }
    let second = token
    let upper = try bound(field)
    guard lower.kind == upper.kind else { throw fault(.boundsOfTwoKinds, at: second) }
    return isNegated
      ? .any([
        condition(field, .compared(.less, lower)), condition(field, .compared(.greater, upper)),
      ])
      : .all([
        condition(field, .compared(.greaterOrEqual, lower)),
        condition(field, .compared(.lessOrEqual, upper)),
      ])
  }

  private mutating func bound(_ field: FieldPath) throws(FilterError) -> FilterLiteral {
    let found = token
    let bound = try value(field)
    guard bound.kind != .boolean else { throw fault(.orderOfBooleans("between"), at: found) }
    return bound
  }

  private func condition(_ field: FieldPath, _ test: FilterTest) -> FilterExpression {
    .condition(FilterCondition(field: field, test: test))
  }
}
