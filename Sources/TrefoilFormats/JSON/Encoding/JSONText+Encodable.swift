extension JSONText {
  /// Writes a value with its members in the order in which `encode(to:)` gives them.
  ///
  /// It reads back as what Foundation's `JSONEncoder` writes, but for numbers that are not finite,
  /// which are null. Values must be written in order: a container that another one has followed
  /// can't be written to any more.
  ///
  /// - Parameters: a value whose `encode(to:)` throws no error of its own.
  package mutating func value(_ value: some Encodable) {
    let stream = JSONStream()
    swap(&stream.json, &self)
    let bottom = stream.expectValue()
    do {
      try stream.encode(value, bottom, path: [])
    } catch {
      preconditionFailure("\(type(of: value)) can't be written as JSON: \(error)")
    }
    stream.finish()
    swap(&stream.json, &self)
  }
}
