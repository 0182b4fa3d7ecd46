package import SystemPackage
package import TrefoilFiles

/// An array of numbers in a file of NumPy's, alone in a `.npy` file or one of several in a `.npz`
/// file.
package enum NumPyArray {
  /// Opens a `.npy` file.
  ///
  /// - Throws: `NumPyError`.
  package static func open(_ path: FilePath) throws(NumPyError) -> StoredNumbers {
    let file = try map(path)
    guard !ZipArchive.isArchive(file) else {
      throw .unsupported(
        file: path,
        reason: "it is an archive of arrays; end its name in .npz and name it as a file of"
          + " embeddings")
    }
    return try array(file, 0..<file.count, named: nil)
  }

  /// Opens a `.npz` file: its arrays by their names.
  ///
  /// - Parameters: `names` are those that are wanted; others are left alone, whatever they hold.
  /// - Throws: `NumPyError`.
  package static func openArchive(
    _ path: FilePath, names: Set<String>
  ) throws(NumPyError) -> [String: StoredNumbers] {
    let file = try map(path)
    guard ZipArchive.isArchive(file) else {
      throw .malformed(file: path, reason: "it is not an archive as np.savez writes it")
    }
    let archive: ZipArchive
    do throws(CheckpointError) {
      archive = try ZipArchive(
        file, whyNoneIsCompressed: "which is not read; save it with np.savez")
    } catch {
      switch error {
      case .unsupported(_, let reason): throw .unsupported(file: path, reason: reason)
      case .malformed(_, let reason): throw .malformed(file: path, reason: reason)
      default: throw .malformed(file: path, reason: error.description)
      }
    }
    var arrays: [String: StoredNumbers] = [:]
    for (entry, range) in archive.entries.sorted(by: { $0.key < $1.key }) {
      let name = entry.hasSuffix(".npy") ? String(entry.dropLast(4)) : entry
      if names.contains(name) { arrays[name] = try array(file, range, named: name) }
    }
    return arrays
  }

  private static func map(_ path: FilePath) throws(NumPyError) -> MappedFile {
    do throws(FileError) {
      let file = try MappedFile(path: path)
      try file.refuseGitPointer()
      return file
    } catch {
      throw .unreadable(error)
    }
  }

  private static func array(
    _ file: MappedFile, _ range: Range<Int>, named name: String?
  ) throws(NumPyError) -> StoredNumbers {
    func place(_ reason: String) -> String { name.map { "“\($0)”: \(reason)" } ?? reason }
    let header: NumPyHeader
    do throws(NumPyHeader.Fault) {
      header = try NumPyHeader(
        { file.bytes(in: range.lowerBound + $0.lowerBound..<range.lowerBound + $0.upperBound) },
        size: range.count)
    } catch {
      switch error {
      case .objects: throw .objects(file: file.path, array: name)
      case .unsupported(let reason): throw .unsupported(file: file.path, reason: place(reason))
      case .malformed(let reason)
      where name == nil && file.count > 0 && file.bytes(in: 0..<1) == [0x80]:
        _ = reason
        throw .objects(file: file.path, array: nil)
      case .malformed(let reason): throw .malformed(file: file.path, reason: place(reason))
      }
    }
    let held = (range.count - header.byteCount) / header.type.size
    let count = numberCount(of: header.shape) ?? 0
    guard count <= held else {
      throw .malformed(
        file: file.path,
        reason: place("it holds \(held) numbers, and its shape \(header.shape) takes \(count)"))
    }
    return StoredNumbers(
      file: file, offset: range.lowerBound + header.byteCount, type: header.type,
      isBigEndian: header.isBigEndian, isColumnMajor: header.isColumnMajor, shape: header.shape)
  }
}
