public import TrefoilCore

/// Turns texts into the tokens of one vocabulary.
///
/// A tokenizer does not change once made and may be used from several tasks at once. Every text
/// stands between the same two tokens, such as `<s>` and `</s>`.
public protocol Tokenizer: Sendable {
  /// The number of ids, which are all below it.
  var vocabularySize: Int { get }
  /// The tokens that are no part of a text.
  var specialTokens: SpecialTokens { get }
  /// What a piece that follows white space begins with, such as `▁`; nil where pieces don't say.
  var wordMark: Unicode.Scalar? { get }
  /// What is kept of a text that is too long, unless a caller says otherwise: the beginning, but for
  /// models whose files say that texts are cut on their left.
  var standardTruncation: TruncationPolicy { get }

  /// A text's tokens between the beginning's and the end's; an empty text has these two alone.
  ///
  /// Nothing is cut: see ``TokenizedText/truncated(to:keeping:)``.
  ///
  /// - Throws: ``TokenizerError/textTooLarge(bytes:limit:)`` for a text of 4 GiB or more.
  func tokenize(_ text: String) throws(TokenizerError) -> TokenizedText

  /// The tokens of two texts that the model reads as one, such as a question and an answer.
  ///
  /// The second text's ranges count on from the first one's end, as if both were one text.
  ///
  /// - Throws: ``TokenizerError/textTooLarge(bytes:limit:)`` for texts of 4 GiB or more together.
  func tokenize(_ first: String, _ second: String) throws(TokenizerError) -> TokenizedText

  /// The text of an id's piece, such as “▁the”, or nil if there is no such id.
  func piece(of id: TokenID) -> String?
}

extension Tokenizer {
  /// The beginning.
  public var standardTruncation: TruncationPolicy { .head }
}
