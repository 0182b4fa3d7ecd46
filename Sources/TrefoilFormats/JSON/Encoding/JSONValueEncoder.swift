/// Encodes one value of a stream.
final class JSONValueEncoder: Encoder {
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  private let stream: JSONStream
  private let value: JSONStream.Ticket
  /// The container that the value is written in, once there is one.
  private var opened: (bracket: JSONBracket, ticket: JSONStream.Ticket)?

  init(_ stream: JSONStream, _ value: JSONStream.Ticket, path: [any CodingKey]) {
    self.stream = stream
    self.value = value
    codingPath = path
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(JSONKeyedContainer(stream, open(.object), path: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    JSONUnkeyedContainer(stream, open(.array), path: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    JSONSingleContainer(stream, value, path: codingPath)
  }

  /// The value's container; one that is asked for again goes on where it was.
  private func open(_ bracket: JSONBracket) -> JSONStream.Ticket {
    if let opened {
      precondition(opened.bracket == bracket, "a JSON value can't be both an object and an array")
      return opened.ticket
    }
    let ticket = stream.begin(bracket, as: value)
    opened = (bracket, ticket)
    return ticket
  }
}
