/// Reads a filter's text as a tree.
///
/// `not` binds more than `and`, and `and` more than `or`.
struct FilterParser {
  private var lexer: FilterLexer
  private(set) var token: FilterToken
  /// Where the condition begins that is being read, for messages.
  private var phraseStart: String.Index
  /// Where the last token that was taken stands.
  private var last: Range<String.Index>
  private var depth = 0

  /// The text's tree.
  static func expression(_ text: String) throws(FilterError) -> FilterExpression {
    guard text.utf8.count <= FilterLimits.textBytes else {
      throw FilterError(
        .tooLong(bytes: text.utf8.count, limit: FilterLimits.textBytes), in: text, at: nil)
    }
    var parser = try FilterParser(text)
    guard parser.token.kind != .end else { throw FilterError(.empty, in: text, at: nil) }
    let expression = try parser.disjunction()
    guard parser.token.kind == .end else { throw parser.unexpected(.end) }
    return expression
  }

  private init(_ text: String) throws(FilterError) {
    lexer = FilterLexer(text)
    token = try lexer.next()
    phraseStart = text.startIndex
    last = text.startIndex..<text.startIndex
  }

  /// Conditions with `or` between.
  private mutating func disjunction() throws(FilterError) -> FilterExpression {
    var terms = [try conjunction()]
    while try take(.or) { terms.append(try conjunction()) }
    return terms.count == 1 ? terms[0] : .any(terms)
  }

  /// Conditions with `and` between.
  private mutating func conjunction() throws(FilterError) -> FilterExpression {
    var terms = [try term()]
    while try take(.and) { terms.append(try term()) }
    return terms.count == 1 ? terms[0] : .all(terms)
  }

  /// A condition, one behind `not`, or several in parentheses.
  private mutating func term() throws(FilterError) -> FilterExpression {
    let opening = token
    if try take(.not) {
      try descend(opening)
      defer { depth -= 1 }
      return .not(try term())
    }
    guard try take(.open) else { return try condition() }
    try descend(opening)
    defer { depth -= 1 }
    let expression = try disjunction()
    guard try take(.close) else { throw unexpected(.close) }
    return expression
  }

  /// Takes note of a parenthesis or a `not`.
  private mutating func descend(_ opening: FilterToken) throws(FilterError) {
    guard depth < FilterLimits.depth else {
      throw fault(.tooDeep(limit: FilterLimits.depth), at: opening)
    }
    depth += 1
  }
}

extension FilterParser {
  /// The token that comes next; what it stands for begins with it.
  mutating func beginPhrase() -> FilterToken {
    // Behind the last token there is none to name but that.
    phraseStart = (token.kind == .end ? last : token.range).lowerBound
    return token
  }

  /// Goes on to the next token.
  mutating func advance() throws(FilterError) {
    last = token.range
    token = try lexer.next()
  }

  /// Whether a keyword comes, which is taken then.
  mutating func take(_ keyword: FilterKeyword) throws(FilterError) -> Bool {
    guard token.keyword == keyword else { return false }
    try advance()
    return true
  }

  /// Whether a sign comes, which is taken then.
  mutating func take(_ sign: FilterToken.Kind) throws(FilterError) -> Bool {
    guard token.kind == sign else { return false }
    try advance()
    return true
  }

  /// What has been read of a condition, as it is written.
  var phrase: String { Self.shortened(lexer.text[phraseStart..<last.upperBound]) }

  /// A token as it is written, shortened.
  func written(_ token: FilterToken) -> String { Self.shortened(lexer.text[token.range]) }

  /// The error of a fault at a token.
  func fault(_ fault: FilterFault, at token: FilterToken) -> FilterError {
    FilterError(fault, in: lexer.text, at: token.range.lowerBound)
  }

  /// The error of the next token, where something else was expected.
  func unexpected(_ expected: FilterExpectation) -> FilterError {
    fault(
      token.kind == .end
        ? .ended(after: phrase, expected: expected)
        : .unexpected(written(token), expected: expected),
      at: token)
  }

  /// The last letters of a text, for a message of one line.
  private static func shortened(_ text: Substring) -> String {
    let limit = 40
    return text.count > limit ? "…" + text.suffix(limit) : String(text)
  }
}
