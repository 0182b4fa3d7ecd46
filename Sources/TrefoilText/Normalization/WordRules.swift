/// How normalized text is divided into words: the pre-tokenizers `WhitespaceSplit` and `Metaspace`
/// of the Hugging Face tokenizers library.
struct WordRules: Equatable, Sendable {
  /// Which words that no space precedes are given the mark of a word.
  enum Mark: Sendable {
    /// Each one that begins without it.
    case always
    /// The one at the beginning of the whole text.
    case first
    /// None.
    case never
  }

  /// Whether text is divided at white space, which then leaves no token behind.
  ///
  /// Otherwise a space is the mark of the word behind it, and other white space is a character.
  var splitsAtWhiteSpace: Bool
  /// Whether several spaces are one.
  var joinsSpaces: Bool
  /// Which words are given a mark.
  var mark: Mark

  /// The rules of transformers' `XLMRobertaTokenizer`.
  static let xlmRoberta = WordRules(splitsAtWhiteSpace: true, joinsSpaces: true, mark: .always)
}
