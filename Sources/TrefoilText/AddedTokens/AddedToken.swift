/// A token that is found in a text as it is written, before words are divided into pieces.
package struct AddedToken: Equatable, Sendable {
  /// What is searched for; an empty one is never found.
  package var content: ExactText
  /// Whether it takes the white space on its left.
  package var takesLeftSpace = false
  /// Whether it takes the white space on its right.
  package var takesRightSpace = false
  /// Whether it is found only where no letter, mark or digit touches it.
  package var isSingleWord = false
  /// Whether it is searched for in normalized text, normalized itself.
  package var isNormalized = false
  /// Whether it is no part of a text, such as the beginning.
  package var isSpecial = true

  /// A special token with the flags that a name alone stands for.
  package init(_ content: String) {
    self.content = ExactText(content)
  }
}
