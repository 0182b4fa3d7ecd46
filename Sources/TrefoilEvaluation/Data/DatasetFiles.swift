internal import SystemPackage
internal import TrefoilFiles

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

  /// The error for texts of a kind that are there in a format that is not read; nil if none are.
  func foreignTexts(_ kind: String) -> DatasetError? {
    for folder in [directory, directory.appending(kind)] {
      let found = foreign(in: folder) { folder != directory || $0.hasPrefix(kind) }
      guard let (path, format) = found else { continue }
      return .foreign(path, format, wanted: directory.appending("\(kind).jsonl"))
    }
    return nil
  }

  /// The error for judgements of a split that are there in a format that is not read; nil if none
  /// are.
  func foreignJudgements(_ split: String) -> DatasetError? {
    let found = foreign(in: judgementsFolder) { name in
      [".", "-", "_"].contains { name.hasPrefix(split + $0) }
    }
    guard let (path, format) = found else { return nil }
    let inside = path.stem.map { FilePath($0) }
    let ending = inside?.extension.flatMap { judgementEndings.contains($0) ? $0 : nil }
    let name = "\(split).\(ending ?? (format == .parquet ? "jsonl" : "tsv"))"
    return .foreign(path, format, wanted: judgementsFolder.appending(name))
  }

  /// The first file of a folder whose name fits and ends as those of a format that is not read.
  private func foreign(
    in folder: FilePath, where fits: (String) -> Bool
  ) -> (FilePath, ForeignFormat)? {
    names(in: folder).lazy.filter(fits).compactMap { name in
      let path = folder.appending(name)
      return path.extension.flatMap(ForeignFormat.told).map { (path, $0) }
    }.first
  }

  /// The files of judgements; of several with one stem, the one that is read comes first.
  func judgements() -> [FilePath] {
    let names = names(in: judgementsFolder)
    return judgementEndings.flatMap { wanted in
      names.map { judgementsFolder.appending($0) }.filter { $0.extension == wanted }
    }
  }

  /// The folder `qrels`, or the directory itself if there is none.
  private var judgementsFolder: FilePath {
    let folder = directory.appending("qrels")
    return folder.isDirectory ? folder : directory
  }

  /// What the names of judgements end in; beside the texts, only what no other file ends in.
  private var judgementEndings: [String] {
    judgementsFolder == directory ? ["tsv", "qrels"] : ["tsv", "qrels", "txt", "csv", "jsonl"]
  }

  private func names(in folder: FilePath) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []).sorted()
  }
}
