package import Trefoil

/// How a document is cut into passages.
package struct PassageOptions: Equatable, Sendable {
  /// The most tokens of a passage; nil for 512, or for the model's limit if that is less.
  ///
  /// The title, the model's instruction and the tokens that the tokenizer adds count.
  package var tokens: Int?
  /// The tokens that two neighbouring passages share, about: they begin with a word.
  package var overlap: Int
  /// Whether a document is one passage, however long it is; the model reads it up to its limit.
  package var whole: Bool
  /// Whether a passage ends with a paragraph or a sentence where it can.
  package var endsAtSentences: Bool
  /// Which of the model's instructions is among the tokens.
  package var role: TextRole

  /// Describes passages.
  package init(
    tokens: Int? = nil, overlap: Int = 0, whole: Bool = false, endsAtSentences: Bool = true,
    role: TextRole = .passage
  ) {
    self.tokens = tokens
    self.overlap = overlap
    self.whole = whole
    self.endsAtSentences = endsAtSentences
    self.role = role
  }
}

extension PassageOptions {
  /// How an index cuts its documents.
  init(_ configuration: IndexConfiguration) {
    self.init(
      tokens: configuration.passageTokens, overlap: configuration.overlap,
      whole: configuration.wholeDocuments, endsAtSentences: configuration.endsAtSentences,
      role: configuration.role)
  }
}
