internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

extension EmbeddingFiles.Source {
  /// Opens it.
  ///
  /// - Throws: `FileError`, `NumPyError`, `EmbeddingFileError`.
  func open() throws -> any EmbeddingRows {
    switch self {
    case .file(let path): try Self.open(path)
    case .arrays(let arrays): try arrays.open()
    }
  }

  private static func open(_ path: FilePath) throws -> any EmbeddingRows {
    switch path.extension?.lowercased() {
    case "safetensors":
      let tensors = try tensorFile(path)
      var numbers: [String: StoredNumbers] = [:]
      for (name, tensor) in tensors.tensors where TensorParts.names.contains(name) {
        numbers[name] = StoredNumbers(tensor)
      }
      var parts = try TensorParts(numbers, file: path)
      parts.model = tensors.metadata["model"]
      return try TensorRows(try named(parts))
    case "npz":
      let numbers = try NumPyArray.openArchive(
        path, names: TensorParts.names.union(["lexical_weights"]))
      if numbers["lexical_weights"] != nil {
        throw EmbeddingFileError(
          file: path,
          .wrongType(
            key: "lexical_weights",
            expected: "three arrays sparse_token_ids, sparse_weights and sparse_offsets"))
      }
      return try TensorRows(try named(try TensorParts(numbers, file: path)))
    case "jsonl", "ndjson", "json": return try LineRows(path)
    case nil where path == "-": return try LineRows(path)
    case "npy":
      // One that holds a pickle is refused as such.
      _ = try NumPyArray.open(path)
      throw EmbeddingFileError(file: path, .unknownFormat)
    case "pkl", "pickle", "bin", "pt": throw NumPyError.objects(file: path, array: nil)
    default: throw EmbeddingFileError(file: path, .unknownFormat)
    }
  }

  /// Refuses a file of which no name is known.
  private static func named(_ parts: TensorParts) throws(EmbeddingFileError) -> TensorParts {
    guard !parts.isEmpty else {
      throw EmbeddingFileError(file: parts.file, .noEmbeddings)
    }
    return parts
  }

  private static func tensorFile(_ path: FilePath) throws -> TensorFile {
    do throws(CheckpointError) {
      return try TensorFile(path)
    } catch {
      switch error {
      case .unreadable(let error): throw error
      case .malformed(_, let reason):
        throw EmbeddingFileError(file: path, .malformed(reason: reason))
      default:
        throw EmbeddingFileError(file: path, .malformed(reason: error.description))
      }
    }
  }
}

extension EmbeddingArrays {
  fileprivate func open() throws -> any EmbeddingRows {
    var numbers: [String: StoredNumbers] = [:]
    for (name, path) in [
      ("dense", dense), ("colbert_vecs", tokens), ("colbert_offsets", tokenOffsets),
    ] {
      guard let path else { continue }
      numbers[name] = try NumPyArray.open(path)
    }
    let file = dense ?? tokens ?? lexical ?? tokenOffsets ?? ""
    return try TensorRows(
      try TensorParts(numbers, file: file), lexical: try lexical.map { try LexicalLines($0) })
  }
}
