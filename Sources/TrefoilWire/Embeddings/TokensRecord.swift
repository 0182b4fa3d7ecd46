package import Trefoil

/// A text's tokens.
package struct TokensRecord: Codable, Equatable, Sendable {
  /// What the input calls the text.
  package let id: String
  /// The tokens' numbers in the vocabulary, shape `[tokens]`.
  package let ids: [TokenID]
  /// The tokens' pieces, shape `[tokens]`.
  package let tokens: [String]
  /// Which bytes of the text's UTF-8 each token stands for, shape `[tokens]`.
  package let ranges: [RangeRecord]

  /// Takes the tokens of the text that is called `id`, and their pieces, shape `[tokens]`.
  package init(_ text: TokenizedText, pieces: [String], id: String) {
    precondition(pieces.count == text.count, "\(pieces.count) pieces for \(text.count) tokens")
    self.id = id
    ids = text.tokenIDs
    tokens = pieces
    ranges = text.ranges.map { RangeRecord($0) }
  }
}
