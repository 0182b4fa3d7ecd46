/// Writes an object's members.
struct JSONKeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let codingPath: [any CodingKey]
  private let stream: JSONStream
  private let container: JSONStream.Ticket

  init(_ stream: JSONStream, _ container: JSONStream.Ticket, path: [any CodingKey]) {
    self.stream = stream
    self.container = container
    codingPath = path
  }

  func encodeNil(forKey key: Key) {
    stream.write(begin(key)) { $0.null() }
  }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    try stream.encode(value, begin(key), path: codingPath + [key])
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder(key).container(keyedBy: keyType)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { encoder(JSONKey(stringValue: "super")) }

  func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }

  private func encoder(_ key: some CodingKey) -> JSONValueEncoder {
    JSONValueEncoder(stream, begin(key), path: codingPath + [key])
  }

  private func begin(_ key: some CodingKey) -> JSONStream.Ticket {
    stream.resume(container)
    stream.json.key(key.stringValue)
    return stream.expectValue()
  }
}
