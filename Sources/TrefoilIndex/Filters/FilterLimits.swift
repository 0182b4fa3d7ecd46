/// How large a filter may be.
enum FilterLimits {
  /// The most bytes of a text: a list of 100,000 ids of 36 letters takes 4 MB.
  static let textBytes = 8 << 20
  /// The most brackets and `not` around a condition: the parser calls itself for each.
  static let depth = 64
  /// The most names in a path such as `author.name`: SQLite joins 64 tables at most, and a name may
  /// need one.
  static let pathNames = 16
  /// The most bytes of a pattern of `like`: SQLite refuses one of more than 50,000.
  static let patternBytes = 10_000
  /// The most `%` of a pattern: SQLite calls itself for each, on a stack of 512 KiB in some threads.
  static let patternRuns = 100
  /// The most values that SQL binds, two to four a condition: SQLite's time to prepare a statement
  /// grows with their square, to 0.2 s for 4,000 and 11 s for the 32,766 that it would take.
  static let arguments = 4_000
  /// The most places of the stack of SQLite's parser: it has 100, and the query around the filter
  /// takes 10 to 20 of them.
  static let parserStack = 75
}
