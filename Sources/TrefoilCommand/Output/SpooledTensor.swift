/// A tensor of a safetensors file whose values are still being written.
final class SpooledTensor {
  /// What the file calls it.
  let name: String
  /// The type of its numbers, in safetensors' words.
  let type: String
  /// Its values.
  let values: Spool

  init(_ name: String, _ type: String, beside path: String) throws(OutputError) {
    self.name = name
    self.type = type
    values = try Spool(beside: path)
  }
}
