package import Trefoil

/// A passage of a document.
package struct DocumentPassage: Equatable, Sendable {
  /// The bytes of the document's text that it covers, in UTF-8; empty where it has the title alone.
  package let range: Range<Int>
  /// What the model reads behind its instruction: the title and the text of the range.
  package let text: String
  /// Its tokens, those of the instruction and the title first.
  package let tokens: TokenizedText
}
