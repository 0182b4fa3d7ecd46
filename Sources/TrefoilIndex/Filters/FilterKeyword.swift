/// A word of the filter language, in small or capital letters.
enum FilterKeyword: String, Sendable {
  case and, or, not, `in`, like, between, contains, `is`, null
  case yes = "true"
  case no = "false"

  /// The keyword that a word is; nil if it is none.
  init?(_ word: String) {
    // The longest has eight letters, and none has an accent that capitals could hide.
    guard word.utf8.count <= 8, word.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    self.init(rawValue: word.lowercased())
  }
}
