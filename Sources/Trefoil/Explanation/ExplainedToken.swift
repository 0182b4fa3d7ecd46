public import TrefoilCore

/// A token that the model read, and where it stands in the caller's text.
public struct ExplainedToken: Equatable, Codable, Sendable {
  /// Its number in the vocabulary.
  public let tokenID: TokenID
  /// Its piece, such as “▁the”; `▁` stands for the space before it.
  public let piece: String
  /// Where it comes from.
  public let origin: TokenOrigin
  /// Its UTF-8 offsets in the caller's text, without spaces before it; nil for other origins.
  public let range: Range<Int>?
  /// The index, in the text's `words`, of the word that it is a part of.
  public let word: Int

  /// Puts a token together.
  public init(tokenID: TokenID, piece: String, origin: TokenOrigin, range: Range<Int>?, word: Int) {
    self.tokenID = tokenID
    self.piece = piece
    self.origin = origin
    self.range = range
    self.word = word
  }
}
