public import struct SystemPackage.FilePath
internal import TrefoilFiles
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
  /// The judgements lie in `qrels/SPLIT.tsv`, `.qrels` or `.txt`; without a folder `qrels`, in
  /// `SPLIT.tsv` or `.qrels` beside the texts. Queries that have none in this split are left out.
  /// An id may have white space, but then it can't be written to a run.
  ///
  /// - Parameters:
  ///   - directory: where the data set is.
  ///   - split: the name of the judgements' file, without its ending.
  ///   - given: a file of judgements, wherever it lies, in place of the directory's own.
  /// - Throws: `DatasetError`; `FileError` or `LineError` that names the file and the line;
  ///   `CancellationError`.
  public init(
    directory: FilePath, split: String, judgements given: FilePath? = nil
  ) throws {
    guard directory.isDirectory else { throw DatasetError.notADirectory(directory) }
    let files = Self.judgementFiles(in: directory)
    guard let file = given ?? files.first(where: { $0.stem == split }) else {
      throw DatasetError.noSplit(split, directory: directory, found: Self.splits(in: directory))
    }
    let judgements = try Judgements(path: file)
    let all = try Self.texts(directory.appending("queries.jsonl"))
    let passages = try Self.texts(directory.appending("corpus.jsonl"))
    guard !all.isEmpty else { throw DatasetError.empty(directory.appending("queries.jsonl")) }
    guard !passages.isEmpty else { throw DatasetError.empty(directory.appending("corpus.jsonl")) }
    let queries = all.filter { judgements.grades[$0.id] != nil }
    guard !queries.isEmpty else {
      throw DatasetError.noJudgedQuery(split: split, directory: directory)
    }

    let kept = judgements.keeping(Set(queries.map(\.id)).contains)
    let known = Set(passages.map(\.id))
    self.init(
      name: Self.name(of: directory), split: split, passages: passages, queries: queries,
      judgements: kept,
      unknownJudgements: UnknownJudgements(
        queryCount: judgements.count - kept.count,
        passageCount: kept.grades.values.reduce(0) { count, grades in
          count + grades.keys.count { !known.contains($0) }
        }))
  }

  /// The names of the splits that a directory has judgements of, in alphabetical order; empty if
  /// it has none or can't be read.
  public static func splits(in directory: FilePath) -> [String] {
    Set(judgementFiles(in: directory).compactMap(\.stem)).sorted()
  }

  /// The files of judgements; of several with one stem, the one that is read comes first.
  private static func judgementFiles(in directory: FilePath) -> [FilePath] {
    let folder = directory.appending("qrels")
    let hasFolder = folder.isDirectory
    let extensions = hasFolder ? ["tsv", "qrels", "txt"] : ["tsv", "qrels"]
    let parent = hasFolder ? folder : directory
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.string)) ?? []
    return extensions.flatMap { wanted in
      names.sorted().map { parent.appending($0) }.filter { $0.extension == wanted }
    }
  }

  private static func texts(_ path: FilePath) throws -> [Document] {
    var texts: [Document] = []
    var lines: [String: Int] = [:]
    let json = JSONLine()
    try LineReader.forEachLine(of: path) { (line, number) throws(LineFault) in
      guard !Fields.isBlank(line) else { return }
      let record = try json.decode(DocumentRecord.self, from: line)
      guard let id = record.id else { throw LineFault(TextFault.missingKey("_id")) }
      guard !id.isEmpty else { throw LineFault(TextFault.emptyID) }
      guard record.metadata != nil else {
        throw LineFault(TextFault.wrongType(key: "metadata", expected: "an object"))
      }
      if let first = lines.updateValue(number, forKey: id) {
        throw LineFault(TextFault.repeatedID(id, firstLine: first))
      }
      texts.append(Document(record, id: id))
    }
    return texts
  }

  private static func name(of directory: FilePath) -> String {
    let whole = FilePath(FileManager.default.currentDirectoryPath).pushing(directory)
    return whole.lexicallyNormalized().lastComponent?.string ?? directory.string
  }
}
