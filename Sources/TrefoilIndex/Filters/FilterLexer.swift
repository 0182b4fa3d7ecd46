/// Divides a filter's text into tokens, one at a time.
struct FilterLexer {
  let text: String
  private var position: String.Index

  /// Begins at the text's beginning.
  init(_ text: String) {
    self.text = text
    position = text.startIndex
  }

  /// Whether a name without quotes may begin with a character: a letter of any script, or `_`.
  static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isXIDStart
  }

  /// Whether a name without quotes may go on with a character: a letter, a mark of one, a digit or
  /// `_`.
  static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isXIDContinue
  }

  /// The next token; the end again and again once there is no other.
  mutating func next() throws(FilterError) -> FilterToken {
    skip { $0.properties.isWhitespace }
    let start = position
    let kind = try kind(from: start)
    return FilterToken(kind: kind, range: start..<position)
  }

  /// What the token is that comes next, which is taken.
  private mutating func kind(from start: String.Index) throws(FilterError) -> FilterToken.Kind {
    guard let first = take() else { return .end }
    switch first {
    case "(": return .open
    case ")": return .close
    case ",": return .comma
    case ".": return .dot
    case "=":
      _ = take("=")
      return .comparison(.equal)
    case "<": return .comparison(take("=") ? .lessOrEqual : take(">") ? .unequal : .less)
    case ">": return .comparison(take("=") ? .greaterOrEqual : .greater)
    case "!" where take("="): return .comparison(.unequal)
    case "'": return .text(try quoted("'", from: start))
    case "\"": return .quotedName(try quoted("\"", from: start))
    case "0"..."9", "-", "+": return .number(try number(first, from: start))
    case _ where Self.beginsName(first):
      skip(Self.continuesName)
      return .word(String(text[start..<position]))
    default: throw fault(.unexpectedCharacter(String(first)), at: start)
    }
  }

  /// What stands between quotes of which the first is taken; two within stand for one.
  private mutating func quoted(
    _ quote: Unicode.Scalar, from start: String.Index
  ) throws(FilterError) -> String {
    var content = ""
    while true {
      let partStart = position
      skip { $0 != quote && $0 != "\0" }
      content.unicodeScalars += text.unicodeScalars[partStart..<position]
      guard let end = take() else {
        throw fault(quote == "'" ? .unfinishedString : .unfinishedName, at: start)
      }
      guard end == quote else {
        throw fault(.nul, at: text.unicodeScalars.index(before: position))
      }
      guard take(quote) else { return content }
      content.unicodeScalars.append(quote)
    }
  }

  /// A number of which the first character is taken.
  private mutating func number(
    _ first: Unicode.Scalar, from start: String.Index
  ) throws(FilterError) -> FilterLiteral {
    var isWhole = true
    let beginsWithSign = first == "-" || first == "+"
    if beginsWithSign, peek.map({ "0"..."9" ~= $0 }) != true {
      throw fault(.unexpectedCharacter(String(first)), at: start)
    }
    skip { "0"..."9" ~= $0 }
    var isSound = true
    if take(".") {
      isWhole = false
      isSound = digits()
    }
    if isSound, take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      isSound = digits()
    }
    // A letter or a second point behind a number is a mistake, not the next token.
    let end = position
    skip { Self.continuesName($0) || $0 == "." }
    let written = text[start..<position]
    guard isSound, position == end else {
      throw fault(.malformedNumber(String(written)), at: start)
    }
    if isWhole, let value = Int64(written) { return .integer(value) }
    guard let value = Double(written), value.isFinite else {
      throw fault(.numberTooLarge(String(written)), at: start)
    }
    return .real(value)
  }

  /// Passes over digits; false if there is none.
  private mutating func digits() -> Bool {
    let start = position
    skip { "0"..."9" ~= $0 }
    return position > start
  }
}

extension FilterLexer {
  private var peek: Unicode.Scalar? {
    position < text.endIndex ? text.unicodeScalars[position] : nil
  }

  private mutating func take() -> Unicode.Scalar? {
    guard let scalar = peek else { return nil }
    text.unicodeScalars.formIndex(after: &position)
    return scalar
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    text.unicodeScalars.formIndex(after: &position)
    return true
  }

  private mutating func skip(_ belongs: (Unicode.Scalar) -> Bool) {
    while let scalar = peek, belongs(scalar) { text.unicodeScalars.formIndex(after: &position) }
  }

  private func fault(_ fault: FilterFault, at place: String.Index) -> FilterError {
    FilterError(fault, in: text, at: place)
  }
}
