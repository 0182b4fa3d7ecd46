internal import SystemPackage
internal import TrefoilFiles

/// Reads a file that `torch.save` wrote: an archive with a pickle and an entry for each storage.
///
/// Torch has written this layout since version 1.6; older and newer ones differ in the entries
/// beside (`byteorder`, `.format_version`, `.data/serialization_id`) and in the folder's name.
struct TorchReader {
  /// The pickle describes the tensors, in about a hundred bytes each, and holds none of them.
  private static let longestPickle = 16 << 20

  private let archive: ZipArchive
  /// The folder in which all entries lie, with its slash; its name is anything.
  private let folder: String

  static func read(_ path: FilePath) throws(CheckpointError) -> [String: StoredTensor] {
    let file: MappedFile
    do {
      file = try MappedFile(path: path)
      try file.refuseGitPointer()
    } catch {
      throw .unreadable(error)
    }
    guard file.count > 0 else { throw .malformed(file: path, reason: "it is empty") }
    guard ZipArchive.isArchive(file) else {
      throw notAnArchive(file)
    }
    return try TorchReader(archive: ZipArchive(file)).tensors()
  }

  /// What a file is that is no archive; only torch's own older layout is worth opening with torch.
  private static func notAnArchive(_ file: MappedFile) -> CheckpointError {
    /// A pickle of torch's magic number, with which each file of torch before 1.6 begins.
    let legacy: [UInt8] = [
      0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
    ]
    if file.count >= legacy.count && file.bytes(in: 0..<legacy.count) == legacy {
      return .unsupported(
        file: file.path,
        reason: "it has the layout of torch before 1.6; load it with torch, with weights_only=True,"
          + " and save it again")
    }
    return file.bytes(in: 0..<1) == [0x80]
      ? .unsupported(
        file: file.path,
        reason: "it is a pickle that torch did not write, and nothing of it was run; use a"
          + " checkpoint that holds tensors alone")
      : .malformed(file: file.path, reason: "it is not an archive that torch wrote")
  }

  private init(archive: ZipArchive) throws(CheckpointError) {
    self.archive = archive
    let pickle = "data.pkl"
    let found = archive.entries.keys.filter { $0 == pickle || $0.hasSuffix("/" + pickle) }
    guard let name = found.first, found.count == 1 else {
      throw .malformed(
        file: archive.file.path, reason: "it has \(found.count) entries named data.pkl")
    }
    folder = String(name.dropLast(pickle.count))
  }

  private func tensors() throws(CheckpointError) -> [String: StoredTensor] {
    if let order = archive.entries[folder + "byteorder"] {
      guard order.count <= 16, archive.file.bytes(in: order) == Array("little".utf8) else {
        throw .unsupported(file: path, reason: "its numbers are not in little-endian order")
      }
    }
    guard let pickle = archive.entries[folder + "data.pkl"], pickle.count <= Self.longestPickle
    else { throw malformed("its pickle is larger than any model's") }
    let named = try Unpickler.stateDictionary(archive.file.bytes(in: pickle), file: path)
    var tensors: [String: StoredTensor] = [:]
    for (name, tensor) in named { tensors[name] = try stored(tensor, named: name) }
    return tensors
  }

  private func stored(
    _ tensor: TorchTensor, named name: String
  ) throws(CheckpointError) -> StoredTensor {
    let storage = tensor.storage
    guard let entry = archive.entries[folder + "data/" + storage.key] else {
      throw malformed("tensor “\(name)” lies in data/\(storage.key), which is missing")
    }
    guard let count = numberCount(of: tensor.shape) else {
      throw malformed("tensor “\(name)” has the impossible shape \(tensor.shape)")
    }
    guard count == 0 || Self.isContiguous(tensor) else {
      throw .unsupported(
        file: path,
        reason: "tensor “\(name)” has strides \(tensor.strides) for shape \(tensor.shape);"
          + " call contiguous() on it before it is saved")
    }
    // An entry is inside the file and a number has at least a byte, so nothing below overflows
    // once the counts are known to fit the entry.
    let size = storage.type.numberType?.size ?? 1
    let held = entry.count / size
    guard storage.count <= held else {
      throw malformed(
        "data/\(storage.key) holds \(held) numbers, but its pickle claims \(storage.count)")
    }
    guard count <= storage.count, tensor.offset <= storage.count - count else {
      throw malformed(
        "tensor “\(name)” takes \(count) numbers from \(tensor.offset) on, but data/\(storage.key)"
          + " holds \(storage.count)")
    }
    return StoredTensor(
      typeName: storage.type.rawValue, type: storage.type.numberType, shape: tensor.shape,
      count: count, file: archive.file, offset: entry.lowerBound + tensor.offset * size)
  }

  /// Whether the numbers of a tensor that has some lie one behind the other in row-major order.
  private static func isContiguous(_ tensor: TorchTensor) -> Bool {
    guard tensor.strides.count == tensor.shape.count else { return false }
    var expected = 1
    for (entry, stride) in zip(tensor.shape, tensor.strides).reversed() {
      // Along an axis of one entry nothing is stepped over, whatever the stride.
      guard entry == 1 || stride == expected else { return false }
      expected *= entry
    }
    return true
  }

  private var path: FilePath { archive.file.path }

  private func malformed(_ reason: String) -> CheckpointError {
    .malformed(file: path, reason: reason)
  }
}
