/// Writes one value.
struct JSONSingleContainer: SingleValueEncodingContainer {
  let codingPath: [any CodingKey]
  private let stream: JSONStream
  private let value: JSONStream.Ticket

  init(_ stream: JSONStream, _ value: JSONStream.Ticket, path: [any CodingKey]) {
    self.stream = stream
    self.value = value
    codingPath = path
  }

  func encodeNil() {
    stream.write(value) { $0.null() }
  }

  func encode(_ value: some Encodable) throws {
    try stream.encode(value, self.value, path: codingPath)
  }
}
