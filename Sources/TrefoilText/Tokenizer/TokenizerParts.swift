internal import TrefoilCore

/// What a Unigram tokenizer is made of, whichever files say so.
struct TokenizerParts: Sendable {
  /// The pieces.
  var vocabulary: UnigramVocabulary
  /// The steps by which texts are normalized.
  var normalizer: [NormalizerPart]
  /// How texts are divided into words.
  var rules: WordRules
  /// What is found before words are divided.
  var added: AddedTokenTable
  /// Whether special tokens that are written in a text are left as text.
  var splitsSpecialTokens = false
  /// The tokens that are no part of a text.
  var specialTokens: SpecialTokens
  /// How often the end stands between the two texts of a pair.
  var endsBetween = 2
  /// What is kept of a text that is too long, unless a caller says otherwise.
  var truncation = TruncationPolicy.head
}
