/// An id in JSON: a string, or a whole number that is read as one.
package struct JSONIdentifier: Decodable, Sendable {
  /// The id as text.
  package let value: String

  /// Reads an id.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      value = String(number)
    } else {
      value = try container.decode(String.self)
    }
  }
}
