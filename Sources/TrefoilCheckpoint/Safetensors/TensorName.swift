/// A tensor's name as a key of a safetensors header.
struct TensorName: CodingKey {
  /// The key that holds no tensor.
  static let metadata = TensorName(stringValue: "__metadata__")

  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
