/// Why a text is no filter.
public enum FilterFault: Equatable, Sendable {
  /// There is nothing but white space.
  case empty
  /// The filter ends too early.
  case ended(after: String, expected: FilterExpectation)
  /// Something else was expected than what is found.
  case unexpected(String, expected: FilterExpectation)
  /// A keyword stands where a condition begins.
  case keywordAsField(String)
  /// A string in single quotes stands where a condition begins.
  case stringAsField(String)
  /// A name stands where a value does: `lang = de`, or `lang = "de"`.
  case fieldAsValue(String)
  /// A comparison with null, which nothing equals.
  case comparedWithNull(field: String)
  /// Truth values are asked which is the smaller.
  case orderOfBooleans(String)
  /// The bounds of `between` are of two kinds.
  case boundsOfTwoKinds
  /// A character that has no meaning outside of quotes.
  case unexpectedCharacter(String)
  /// The character U+0000.
  case nul
  /// A string without its second quote.
  case unfinishedString
  /// A name without its second quote.
  case unfinishedName
  /// What begins like a number, and is none.
  case malformedNumber(String)
  /// A number beyond the range of a `Double`.
  case numberTooLarge(String)
  /// A pattern of `like` with too many bytes, or too many `%`.
  case patternTooLong(bytes: Int, limit: Int, runs: Int, runLimit: Int)
  /// A path of too many names.
  case pathTooLong(limit: Int)
  /// Too many parentheses and `not` around a condition.
  case tooDeep(limit: Int)
  /// Conditions are nested in each other in more ways than SQLite can read.
  case tooEntangled
  /// The text has too many bytes.
  case tooLong(bytes: Int, limit: Int)
  /// SQL would bind too many values.
  case tooManyConditions(arguments: Int, limit: Int)
}

extension FilterFault {
  /// What is wrong, and what to do, in a sentence; `position` is the character's, from 1.
  func sentence(at position: Int) -> String {
    switch self {
    case .empty:
      "The filter is empty: write a condition, as in lang = 'de', or leave the filter out."
    case .ended(let phrase, let expected):
      "The filter ends after “\(phrase)”: \(expected)."
    case .unexpected(let found, let expected):
      "The filter has “\(found)” at character \(position): \(expected)."
    case .keywordAsField(let word):
      "The filter has “\(word)” at character \(position), where a field's name was expected: put"
        + " the name of a field that is called so in double quotes, as in \"\(word)\" = 'de'."
    case .stringAsField(let found):
      "The filter has the string \(found) at character \(position), where a field's name was"
        + " expected: write the name without quotes, or in double quotes."
    case .fieldAsValue(let found):
      "The filter has the field \(found) at character \(position), where a value was expected: put"
        + " a string in single quotes, as in lang = 'de'."
    case .comparedWithNull(let field):
      "The filter compares with null at character \(position), which nothing equals: write"
        + " \(field) is null, or \(field) is not null."
    case .orderOfBooleans(let sign):
      "The filter has “\(sign)” before true or false at character \(position), which are not one"
        + " above the other: write = or <>."
    case .boundsOfTwoKinds:
      "The filter's between has a string and a number at character \(position), and nothing lies"
        + " between these: write both as numbers, or both as strings."
    case .unexpectedCharacter(let character):
      "The filter has “\(character)” at character \(position), which means nothing there"
        + "\(Self.advice(character))."
    case .nul:
      "The filter has the character U+0000 at character \(position), which no document has: leave"
        + " it out."
    case .unfinishedString:
      "The string that begins at character \(position) of the filter has no end: put a ' behind it,"
        + " and write '' for a ' that is part of it."
    case .unfinishedName:
      "The name that begins at character \(position) of the filter has no end: put a \" behind it,"
        + " and write \"\" for a \" that is part of it."
    case .malformedNumber(let found):
      "“\(found)” at character \(position) of the filter is no number: write one as in 2020, -0.5 or"
        + " 1e6, and put a string in single quotes."
    case .numberTooLarge(let found):
      "The number \(found) at character \(position) of the filter is too large: write one below"
        + " 1.8e308."
    case .patternTooLong(let bytes, let limit, let runs, let runLimit):
      "The pattern at character \(position) of the filter has \(bytes) bytes and \(runs) signs %:"
        + " write one of at most \(limit) bytes and \(runLimit) signs."
    case .pathTooLong(let limit):
      "The field at character \(position) of the filter has more than \(limit) names with dots"
        + " between: keep such values less deep in the metadata."
    case .tooDeep(let limit):
      "The filter has more than \(limit) parentheses and not around a condition at character"
        + " \(position): write it with fewer."
    case .tooEntangled:
      "The filter has more nested conditions than SQLite can read: write it with fewer parentheses."
    case .tooLong(let bytes, let limit):
      "The filter has \(bytes) bytes, and at most \(limit) are read: write a shorter one."
    case .tooManyConditions(let arguments, let limit):
      "The filter binds \(arguments) values, and at most \(limit) can be bound: join the values of a"
        + " field in a list, as in lang in ('de', 'fr')."
    }
  }

  /// What somebody meant who wrote a character; empty if that is not known.
  private static func advice(_ character: String) -> String {
    switch character {
    case "&": ": write and"
    case "|": ": write or"
    case "!": ": write not, or !="
    case "‘", "’", "‚", "`", "´": ": put a string in straight single quotes, as in 'de'"
    case "“", "”", "„", "«", "»": ": put a string in 'single' and a name in \"double\" quotes"
    case "-": ": put a field's name that has one in double quotes, as in \"last-change\""
    default: ": put a string in single quotes, and a name with such characters in double quotes"
    }
  }
}
