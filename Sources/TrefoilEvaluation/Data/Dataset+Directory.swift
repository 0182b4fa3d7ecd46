public import struct SystemPackage.FilePath
internal import Trefoil
public import TrefoilFiles
internal import TrefoilIndex

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Dataset {
  /// Reads a directory in BEIR's layout: `corpus.jsonl` and `queries.jsonl` with an object a line
  /// (`_id`, `text`, perhaps `title` and `metadata`), and the split's judgements.
  ///
  /// The article “Input formats” lists what else is accepted. The judgements lie in
  /// `qrels/SPLIT.tsv`, `.qrels`, `.txt`, `.csv` or `.jsonl`; without a folder `qrels`, in `SPLIT.tsv` or
  /// `.qrels` beside the texts. Queries that have none in this split are left out. An id may have
  /// white space, but then it can't be written to a run.
  ///
  /// - Parameters:
  ///   - directory: where the data set is.
  ///   - split: the name of the judgements' file, without its ending.
  ///   - given: a file of judgements, wherever it lies, in place of the directory's own.
  ///   - onBadLine: what becomes of a line that can't be used; it is thrown by default, and passed
  ///     over if this returns.
  /// - Throws: `DatasetError`; `FileError` or `LineError` that names the file and the line;
  ///   `CancellationError`.
  public init(
    directory: FilePath, split: String, judgements given: FilePath? = nil,
    onBadLine: @escaping (LineError) throws -> Void = { throw $0 }
  ) throws {
    guard directory.isDirectory else { throw DatasetError.notADirectory(directory) }
    let files = DatasetFiles(directory: directory)
    guard let file = given ?? files.judgements().first(where: { $0.stem == split }) else {
      throw files.foreignJudgements(split)
        ?? .noSplit(split, directory: directory, found: Self.splits(in: directory))
    }
    let judgements = try Judgements(path: file, onBadLine: onBadLine)
    let all = try Self.texts("queries", files, onBadLine)
    let passages = try Self.texts("corpus", files, onBadLine)
    let queries = all.filter { judgements.grades[$0.id] != nil }
    guard !queries.isEmpty else {
      throw DatasetError.noJudgedQuery(split: split, directory: directory)
    }

    let kept = judgements.keeping(Set(queries.map(\.id)).contains)
    let known = Set(passages.map(\.id))
    let name = Self.name(of: directory)
    self.init(
      name: name, split: split, passages: passages, queries: queries, judgements: kept,
      unknownJudgements: UnknownJudgements(
        queryCount: judgements.count - kept.count,
        passageCount: kept.grades.values.reduce(0) { count, grades in
          count + grades.keys.count { !known.contains($0) }
        }),
      identicalIDs: try IdenticalIDs(directory: directory, name: name))
  }

  /// The names of the splits that a directory has judgements of, in alphabetical order; empty if
  /// it has none or can't be read.
  public static func splits(in directory: FilePath) -> [String] {
    Set(DatasetFiles(directory: directory).judgements().compactMap(\.stem)).sorted()
  }

  private static func texts(
    _ kind: String, _ files: DatasetFiles, _ onBadLine: @escaping (LineError) throws -> Void
  ) throws -> [Document] {
    var reader = DatasetReader(onBadLine: onBadLine)
    let paths = files.texts(kind)
    if !paths[0].exists, let foreign = files.foreignTexts(kind) { throw foreign }
    for path in paths { try reader.read(path) }
    guard !reader.texts.isEmpty else { throw DatasetError.empty(paths[0]) }
    return reader.texts
  }

  private static func name(of directory: FilePath) -> String {
    let whole = FilePath(FileManager.default.currentDirectoryPath).pushing(directory)
    return whole.lexicallyNormalized().lastComponent?.string ?? directory.string
  }
}
