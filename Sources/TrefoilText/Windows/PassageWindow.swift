/// A window of a passage, and its tokens behind the instruction.
package struct PassageWindow: Equatable, Sendable {
  /// The window's text.
  package let text: String
  /// Its tokens, those of the instruction first.
  package let tokens: TokenizedText
}
