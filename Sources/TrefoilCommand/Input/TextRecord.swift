/// A text of the input, and what it is called.
package struct TextRecord: Equatable, Sendable {
  /// What the input calls it, or the number of its line, from 1.
  package let id: String
  /// The text, as it stands there.
  package let text: String
  /// The line that it came from, from 1; for an argument, its position.
  package let line: Int
  /// Its place in the input, from 0, where every line counts, or every element of an array.
  package var index: Int

  /// Puts a record together; without an id it is called by its line.
  package init(id: String? = nil, text: String, line: Int) {
    self.id = id ?? String(line)
    self.text = text
    self.line = line
    index = line - 1
  }
}
