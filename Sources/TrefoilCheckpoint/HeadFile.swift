internal import SystemPackage
internal import TrefoilFiles

/// A layer beside the backbone in a file of its own, where a model was published so.
struct HeadFile {
  /// The file's name without its ending, and what its tensors' names begin with in the checkpoint.
  let name: String

  /// The tensors `weight` and `bias` of the head's own file, in the first of the directories that
  /// has one; none if none has.
  func tensors(_ directories: [FilePath]) throws(CheckpointError) -> [String: StoredTensor] {
    for directory in directories {
      let safetensors = directory.appending(name + ".safetensors")
      if try Checkpoint.isPresent(safetensors) {
        return try whole(SafetensorsReader.read(safetensors), safetensors)
      }
      let torch = directory.appending(name + ".pt")
      if try Checkpoint.isPresent(torch) { return try whole(TorchReader.read(torch), torch) }
    }
    return [:]
  }

  /// The two tensors, whatever a wrapper such as `module.` puts before their names.
  ///
  /// A file that has no head in it must not pass for a model without the head.
  private func whole(
    _ tensors: [String: StoredTensor], _ file: FilePath
  ) throws(CheckpointError) -> [String: StoredTensor] {
    var found: [String: StoredTensor] = [:]
    for part in ["weight", "bias"] {
      let names = tensors.keys.filter { $0 == part || $0.hasSuffix("." + part) }.sorted()
      guard let name = names.first else {
        throw .malformed(file: file, reason: "it has no tensor “\(part)”")
      }
      guard names.count == 1 else {
        throw .malformed(
          file: file, reason: "“\(name)” and “\(names[1])” would both be its \(part)")
      }
      found[part] = tensors[name]
    }
    return found
  }
}
