public import SystemPackage
internal import TrefoilFiles
public import TrefoilTensor

/// A model's weights as its directory holds them: tensors by their names without a wrapper's
/// prefix, each inside its file.
///
/// Opening one reads the tables of contents alone. A head has its own name before those of its
/// tensors, whether it lies beside the backbone in its file or in a file of its own.
public struct Checkpoint: Sendable {
  /// Where the files are.
  public let directory: FilePath
  /// What its weights are packed for; nil for a plain one.
  public let packing: Packing?
  package let tensors: [String: StoredTensor]

  /// Opens whichever weights a directory has: `model.safetensors`, its shards, or torch's files.
  ///
  /// - Parameters:
  ///   - directory: where the backbone's files are.
  ///   - layout: what the model's names begin with and which heads it may have.
  ///   - root: where the heads' own files may be too; nil for the directory alone.
  /// - Throws: `CheckpointError` for the first file that is missing or damaged.
  public static func open(
    directory: FilePath, layout: CheckpointLayout = CheckpointLayout(), root: FilePath? = nil
  ) throws(CheckpointError) -> Checkpoint {
    let backbone = try backbone(directory)
    var tensors = try canonicalNames(backbone.tensors, layout)
    let packing = try Packing(backbone.metadata, of: tensors)
    let places = [directory] + (root.map { $0 == directory ? [] : [$0] } ?? [])
    for head in layout.heads
    where tensors[head + ".weight"] == nil
      && tensors[packedName(.panels, of: head + ".weight")] == nil
    {
      for (name, tensor) in try HeadFile(name: head).tensors(places) {
        tensors[head + "." + name] = tensor
      }
    }
    return Checkpoint(directory: directory, packing: packing, tensors: tensors)
  }

  private static func backbone(
    _ directory: FilePath
  ) throws(CheckpointError) -> SafetensorsReader.Contents {
    let whole = directory.appending("model.safetensors")
    if try isPresent(whole) { return try SafetensorsReader.contents(whole) }
    for (name, read) in [
      ("model.safetensors", SafetensorsReader.read), ("pytorch_model.bin", TorchReader.read),
    ] as [(String, (FilePath) throws(CheckpointError) -> [String: StoredTensor])] {
      let path = directory.appending(name)
      if try isPresent(path) { return SafetensorsReader.Contents(tensors: try read(path)) }
      let index = directory.appending(name + ".index.json")
      if try isPresent(index) {
        return SafetensorsReader.Contents(tensors: try ShardIndex.tensors(index, read: read))
      }
    }
    throw .noWeights(directory: directory)
  }

  /// Whether a file of weights is there.
  ///
  /// - Throws: `CheckpointError.unreadable` for a link that leads to nothing.
  static func isPresent(_ path: FilePath) throws(CheckpointError) -> Bool {
    do throws(FileError) {
      return try path.isPresent()
    } catch {
      throw .unreadable(error)
    }
  }

  /// The tensors by their names without a wrapper's prefix; two of one name are an error.
  private static func canonicalNames(
    _ stored: [String: StoredTensor], _ layout: CheckpointLayout
  ) throws(CheckpointError) -> [String: StoredTensor] {
    var tensors: [String: StoredTensor] = [:]
    var origins: [String: String] = [:]
    for (name, tensor) in stored.sorted(by: { $0.key < $1.key }) {
      let canonical = layout.canonicalName(name)
      if let other = origins.updateValue(name, forKey: canonical) {
        throw .malformed(
          file: tensor.file.path,
          reason: "“\(other)” and “\(name)” would both be the model's “\(canonical)”")
      }
      tensors[canonical] = tensor
    }
    return tensors
  }

  /// The names of all tensors, sorted.
  public var tensorNames: [String] { tensors.keys.sorted() }

  /// Whether there is a tensor of this name.
  public func contains(_ name: String) -> Bool { tensors[name] != nil }

  /// A tensor's shape; nil if there is none of this name.
  public func shape(of name: String) -> [Int]? { tensors[name]?.shape }

  /// A tensor as halves: where it lies if the file holds halves, rounded to nearest otherwise.
  ///
  /// - Throws: `CheckpointError` if it is missing, has another shape, or holds a number that a
  ///   half cannot hold.
  public func tensor(_ name: String, shape: [Int]) throws(CheckpointError) -> HalfTensor {
    try stored(name, shape: shape).halves(named: name)
  }

  /// Gives back the memory of all that was read so far; what is read again comes from the files.
  ///
  /// Reading maps the files' large pages whole, neighbours included, so that giving back each
  /// tensor once it is read leaves a fifth of the file.
  package func releaseMemory() {
    let files = tensors.values.map { (ObjectIdentifier($0.file), $0.file) }
    for file in Dictionary(files, uniquingKeysWith: { first, _ in first }).values {
      file.releaseAll()
    }
  }

  /// Throws what `tensor` would for a tensor that is missing or of another shape or type, reading
  /// nothing.
  package func requireShape(_ shape: [Int], of name: String) throws(CheckpointError) {
    let stored = try stored(name, shape: shape)
    guard stored.type?.isWeight == true else {
      throw .numberType(tensor: name, type: stored.typeName, file: stored.file.path)
    }
  }

  /// Where a tensor lies.
  ///
  /// - Throws: `CheckpointError` if it is missing or has another shape.
  package func stored(
    _ name: String, shape: [Int]
  ) throws(CheckpointError) -> StoredTensor {
    guard let stored = tensors[name] else {
      throw .missingTensor(name: name, directory: directory)
    }
    guard stored.shape == shape else {
      throw .shapeMismatch(
        tensor: name, expected: shape, found: stored.shape, file: stored.file.path)
    }
    return stored
  }
}
