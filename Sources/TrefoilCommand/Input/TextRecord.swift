internal import TrefoilIndex

/// A text of the input, and what it is called.
package struct TextRecord: Equatable, Sendable {
  /// What the input calls it, or the number of its line, from 1.
  package let id: String
  /// The title; empty if there is none.
  package let title: String
  /// The text below the title.
  package let body: String
  /// What the input says of it in addition, as JSON, an object if all is well; nil if nothing.
  package let metadata: String?
  /// The line that it came from, from 1; for an argument, its position.
  package let line: Int
  /// Its place in the input, from 0, where every line counts, or every element of an array.
  package var index: Int

  /// Puts a record together; without an id it is called by its line.
  package init(
    id: String? = nil, title: String = "", text: String, metadata: String? = nil, line: Int
  ) {
    self.id = id ?? String(line)
    self.title = title
    body = text
    self.metadata = metadata
    self.line = line
    index = line - 1
  }

  /// The whole text, as a model is given it.
  package var text: String { Document.content(title: title, text: body) }
}
