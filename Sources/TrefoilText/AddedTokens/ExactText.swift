/// A text that equals another only if all its bytes do: “é” is one character or two, and they differ.
package struct ExactText: Hashable, Sendable {
  /// The text.
  package let string: String

  /// Wraps a text.
  package init(_ string: String) {
    self.string = string
  }

  /// Whether the bytes are the same.
  package static func == (one: ExactText, other: ExactText) -> Bool {
    one.string.utf8.elementsEqual(other.string.utf8)
  }

  /// Hashes the bytes.
  package func hash(into hasher: inout Hasher) {
    for byte in string.utf8 { hasher.combine(byte) }
  }
}
