/// An object whose keys are data, such as the names of systems; their order is kept in writing.
///
/// JSON gives an object's members no order, and a decoder keeps none: two values are equal if they
/// have the same members.
package struct JSONMembers<Value: Codable & Equatable & Sendable>: Codable, Sendable {
  /// A member.
  package struct Member: Equatable, Sendable {
    /// Its key.
    package let key: String
    /// Its value.
    package let value: Value
  }

  /// The members in the order in which they are written, or sorted by key where they were read.
  package let members: [Member]

  /// Takes members; their keys must be distinct.
  package init(_ members: some Sequence<(String, Value)>) {
    self.members = members.map { Member(key: $0, value: $1) }
  }

  /// Reads all members of an object.
  package init(from decoder: any Decoder) throws {
    try self.init(from: decoder, except: [])
  }

  /// Reads the members of an object whose other keys are `known`.
  package init(from decoder: any Decoder, except known: Set<String>) throws {
    let container = try decoder.container(keyedBy: JSONKey.self)
    members = try container.allKeys.filter { !known.contains($0.stringValue) }
      .map { Member(key: $0.stringValue, value: try container.decode(Value.self, forKey: $0)) }
      .sorted { $0.key < $1.key }
  }

  /// Writes the members, after those that the encoder's object has already.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: JSONKey.self)
    for member in members {
      try container.encode(member.value, forKey: JSONKey(stringValue: member.key))
    }
  }
}

extension JSONMembers: Equatable {
  /// Whether both have the same members, in whatever order.
  package static func == (one: JSONMembers, other: JSONMembers) -> Bool {
    one.members.sorted { $0.key < $1.key } == other.members.sorted { $0.key < $1.key }
  }
}
