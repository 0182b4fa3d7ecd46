/// A key of a model's file that changes vectors in a way that is not supported.
package struct KeyFault: Error, Equatable, Sendable {
  /// The key's name.
  package let key: String
  /// Its value in the file.
  package let found: JSONContent
  /// The values that would be allowed, null aside.
  package let allowed: [JSONContent]

  /// Puts a fault together.
  package init(key: String, found: JSONContent, allowed: [JSONContent]) {
    self.key = key
    self.found = found
    self.allowed = allowed
  }

  /// The values that would be allowed, as a phrase.
  package var supported: String {
    let values = allowed.map(\.description)
    return values.isEmpty ? "a file without it" : values.joined(separator: " or ")
  }
}
