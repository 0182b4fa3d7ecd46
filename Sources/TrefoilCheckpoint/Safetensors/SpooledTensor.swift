package import SystemPackage
package import TrefoilFiles

/// A tensor of a safetensors file whose values are still being written.
package final class SpooledTensor {
  /// What the file calls it.
  package let name: String
  /// The type of its numbers.
  package let type: NumberType
  /// Its values.
  package let values: Spool

  /// Makes an empty tensor, whose values wait on the disk of the output file.
  ///
  /// - Throws: `FileError.cannotCreate`.
  package init(_ name: String, _ type: NumberType, beside path: FilePath) throws(FileError) {
    self.name = name
    self.type = type
    values = try Spool(beside: path)
  }

  /// The header's entry for it.
  package func entry(shape: [Int]) -> SafetensorsHeader.Entry {
    SafetensorsHeader.Entry(name: name, type: type, shape: shape, byteCount: values.count)
  }
}
