/// A name by which texts are joined, or a text itself, that equals another only byte by byte.
///
/// Swift's strings are equal where Unicode calls them equivalent: “é” as one scalar and as two. Ids
/// of runs and judgements are bytes to every other tool, so they are to this one.
public struct Identifier: Sendable {
  /// The name as text.
  public let text: String

  /// Takes a name as it stands.
  public init(_ text: String) {
    self.text = text
  }
}

extension Identifier: Hashable {
  /// Whether both have the same bytes in UTF-8.
  public static func == (one: Identifier, other: Identifier) -> Bool {
    one.text.utf8.elementsEqual(other.text.utf8)
  }

  /// Feeds the bytes of the name.
  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { bytes in unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes)) }
  }
}

extension Identifier: Comparable {
  /// Whether the bytes of one name come before those of another.
  public static func < (one: Identifier, other: Identifier) -> Bool {
    one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }
}

extension Identifier: ExpressibleByStringInterpolation, CustomStringConvertible {
  /// Takes a name that stands in the source.
  public init(stringLiteral text: String) {
    self.init(text)
  }

  /// The name as it stands.
  public var description: String { text }
}

extension Identifier: Codable {
  /// Reads a string.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes a string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
