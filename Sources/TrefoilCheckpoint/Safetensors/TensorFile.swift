package import SystemPackage

/// A safetensors file that is no model's: its tensors by their names.
package struct TensorFile: Sendable {
  /// The tensors.
  package let tensors: [String: StoredTensor]
  /// What the file's writer says of it.
  package let metadata: [String: String]

  /// Opens a file.
  ///
  /// - Throws: `CheckpointError`.
  package init(_ path: FilePath) throws(CheckpointError) {
    let contents = try SafetensorsReader.contents(path)
    tensors = contents.tensors
    metadata = contents.metadata
  }
}
