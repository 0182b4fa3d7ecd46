internal import SystemPackage

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Where in a directory the texts of one kind and the judgements lie.
struct DatasetFiles {
  let directory: FilePath

  /// The files of the texts of a kind, `corpus` or `queries`, in the order of their names:
  /// `KIND.jsonl`, else parts of it beside it (`corpus-00001.jsonl`, `corpus.2.jsonl`), else all in a
  /// folder `KIND`.
  ///
  /// Without any it is the one that there should be.
  func texts(_ kind: String) -> [FilePath] {
    let whole = directory.appending("\(kind).jsonl")
    if whole.exists { return [whole] }
    let parts = names(in: directory).filter { name in
      name.hasSuffix(".jsonl") && ["-", "_", "."].contains { name.hasPrefix(kind + $0) }
    }
    if !parts.isEmpty { return parts.map(directory.appending) }
    let folder = directory.appending(kind)
    let inside = names(in: folder).filter { $0.hasSuffix(".jsonl") }
    return inside.isEmpty ? [whole] : inside.map(folder.appending)
  }

  /// A file of the kind's texts that is there and that is no JSONL; nil if there is none.
  func foreign(_ kind: String) -> FilePath? {
    for folder in [directory, directory.appending(kind)] {
      let endings = [".gz", ".zst", ".bz2", ".xz", ".zip", ".parquet"]
      let found = names(in: folder).first { name in
        (folder != directory || name.hasPrefix(kind)) && endings.contains { name.hasSuffix($0) }
      }
      if let found { return folder.appending(found) }
    }
    return nil
  }

  /// The files of judgements; of several with one stem, the one that is read comes first.
  func judgements() -> [FilePath] {
    let folder = directory.appending("qrels")
    let hasFolder = folder.isDirectory
    let extensions = hasFolder ? ["tsv", "qrels", "txt", "csv", "jsonl"] : ["tsv", "qrels"]
    let parent = hasFolder ? folder : directory
    let names = names(in: parent)
    return extensions.flatMap { wanted in
      names.map { parent.appending($0) }.filter { $0.extension == wanted }
    }
  }

  private func names(in folder: FilePath) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []).sorted()
  }
}
