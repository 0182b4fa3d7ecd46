internal import SystemPackage
internal import TrefoilFiles

/// A layer beside the backbone in a file of its own, where a model was published so.
struct HeadFile {
  /// The file's name without its ending, and what its tensors' names begin with in the checkpoint.
  let name: String

  /// The tensors `weight` and `bias` of the head's own file; none if it has no file.
  func tensors(_ directory: FilePath) throws(CheckpointError) -> [String: StoredTensor] {
    let safetensors = directory.appending(name + ".safetensors")
    if safetensors.exists { return try whole(SafetensorsReader.read(safetensors), safetensors) }
    let torch = directory.appending(name + ".pt")
    return torch.exists ? try whole(TorchReader.read(torch), torch) : [:]
  }

  /// A file that has no head in it must not pass for a model without the head.
  private func whole(
    _ tensors: [String: StoredTensor], _ file: FilePath
  ) throws(CheckpointError) -> [String: StoredTensor] {
    for name in ["weight", "bias"] where tensors[name] == nil {
      throw .malformed(file: file, reason: "it has no tensor “\(name)”")
    }
    return tensors
  }
}
