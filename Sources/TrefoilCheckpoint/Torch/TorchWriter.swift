internal import TrefoilTensor

/// Makes the bytes of a file as `torch.save` writes it: a dictionary of fp16 tensors.
///
/// Torch's own readers open it, the one for weights alone too, and so does ``TorchReader``.
package enum TorchWriter {
  /// A file of tensors, in this order.
  ///
  /// - Parameters:
  ///   - tensors: each with a shape and its numbers as half bits in row-major order, which lie in
  ///     memory together; for heads, not for a whole model.
  ///   - folder: the name of the folder in which the archive's entries lie.
  package static func bytes(
    _ tensors: [(name: String, shape: [Int], halves: [UInt16])], folder: String
  ) -> [UInt8] {
    var archive = ZipWriter()
    archive.append(
      "\(folder)/data.pkl", PickleWriter.dictionary(tensors.map { ($0.name, $0.shape) }))
    archive.append("\(folder)/byteorder", Array("little".utf8))
    for (index, tensor) in tensors.enumerated() {
      archive.append(
        "\(folder)/data/\(index)",
        tensor.halves.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] })
    }
    archive.append("\(folder)/version", Array("3\n".utf8))
    return archive.finished()
  }
}
