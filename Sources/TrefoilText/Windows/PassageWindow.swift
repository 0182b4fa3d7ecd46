/// A window of a passage, and its tokens behind the instruction.
package struct PassageWindow: Equatable, Sendable {
  /// The window's text.
  package let text: String
  /// Its tokens, those of the instruction first.
  package let tokens: TokenizedText
  /// The bytes of the passage's text, without its title, that the window covers in UTF-8; all of it
  /// for a window alone, and without white space at the ends for others.
  package let range: Range<Int>
}
