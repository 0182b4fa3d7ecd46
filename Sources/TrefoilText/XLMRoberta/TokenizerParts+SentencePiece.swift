extension TokenizerParts {
  /// XLM-RoBERTa's parts over a SentencePiece model, with the flags of its published files: the mask
  /// takes the white space on its left.
  init(_ model: SentencePieceVocabulary, _ trailingSpaces: TrailingSpaces) {
    let names = SentencePieceVocabulary.Names()
    var added = AddedTokenTable(model.pieces)
    for name in [names.begin, names.pad, names.end, names.unknown] { added.add(AddedToken(name)) }
    var mask = AddedToken(names.mask)
    mask.takesLeftSpace = true
    added.add(mask)
    for token in model.addedTokens where !added.contains(token.content) { added.add(token) }
    let vocabulary = model.pieces
    var rules = WordRules.xlmRoberta
    rules.splitsAtWhiteSpace = trailingSpaces == .dropped
    self.init(
      vocabulary: vocabulary, normalizer: model.charsmap.map { [.precompiled($0)] } ?? [],
      rules: rules, added: added,
      specialTokens: SpecialTokens(
        begin: 0, end: 2, pad: 1, unknown: 3, mask: Int32(vocabulary.count - 1)))
  }
}
