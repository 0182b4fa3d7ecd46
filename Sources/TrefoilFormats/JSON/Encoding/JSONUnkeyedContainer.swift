/// Writes an array's elements.
struct JSONUnkeyedContainer: UnkeyedEncodingContainer {
  let codingPath: [any CodingKey]
  private(set) var count = 0
  private let stream: JSONStream
  private let container: JSONStream.Ticket

  init(_ stream: JSONStream, _ container: JSONStream.Ticket, path: [any CodingKey]) {
    self.stream = stream
    self.container = container
    codingPath = path
  }

  mutating func encodeNil() {
    stream.write(begin()) { $0.null() }
  }

  mutating func encode(_ value: some Encodable) throws {
    let path = codingPath + [JSONKey(intValue: count)]
    try stream.encode(value, begin(), path: path)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder().container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    encoder().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { encoder() }

  private mutating func encoder() -> JSONValueEncoder {
    let path = codingPath + [JSONKey(intValue: count)]
    return JSONValueEncoder(stream, begin(), path: path)
  }

  private mutating func begin() -> JSONStream.Ticket {
    stream.resume(container)
    count += 1
    return stream.expectValue()
  }
}
