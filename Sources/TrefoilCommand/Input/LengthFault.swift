package import TrefoilFiles

/// The text of a line has more tokens than are allowed.
package struct LengthFault: LineFaultCause {
  /// The tokens that it has.
  package let tokens: Int
  /// The most that are allowed.
  package let limit: Int

  /// What is wrong with the line, and what to do, as a clause.
  package var description: String {
    "the text has \(tokens) tokens and the limit is \(limit); shorten it, or choose"
      + " --truncation head or tail"
  }
}
