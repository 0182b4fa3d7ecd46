public import struct SystemPackage.FilePath
public import TrefoilErrors
public import TrefoilFiles

/// Why a directory can't be used as a data set.
public enum DatasetError: TrefoilError {
  /// There is no such directory, or the path names a file.
  case notADirectory(FilePath)
  /// The directory has no judgements by this name; `found` are the names that it has.
  case noSplit(String, directory: FilePath, found: [String])
  /// The file has no text.
  case empty(FilePath)
  /// Texts or judgements are there in a format that is not read; `wanted` is the file that would be.
  case foreign(FilePath, ForeignFormat, wanted: FilePath)
  /// The file has no judgement.
  case noJudgement(FilePath)
  /// None of the split's judgements is of a query that the directory has.
  case noJudgedQuery(split: String, directory: FilePath)
}

extension DatasetError {
  /// Whose turn it is.
  public var kind: ErrorKind {
    switch self {
    case .notADirectory, .noSplit: .missingInput
    case .empty, .foreign, .noJudgement, .noJudgedQuery: .badData
    }
  }

  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .notADirectory(let path):
      (path.exists ? "“\(path)” is not a directory." : "There is no directory “\(path)”.")
        + " Name one in BEIR's layout, with corpus.jsonl, queries.jsonl and qrels/test.tsv."
    case .noSplit(let split, let directory, let found):
      found.isEmpty
        ? "“\(directory)” has no judgements. Put them into qrels/\(split).tsv: query, passage and"
          + " grade with tabs between."
        : "“\(directory)” has no split “\(split)”. Choose one of those it has:"
          + " \(found.joined(separator: ", "))."
    case .empty(let path):
      "“\(path)” has no text. Put one on a line: {\"_id\": \"a\", \"text\": \"…\"}."
    case .foreign(let path, let format, let wanted):
      "“\(path)” is \(format.rawValue), and only text is read; convert it:"
        + " \(format.command(path.string)) > \(ShellWord.path(wanted.string))"
    case .noJudgement(let path):
      "“\(path)” has no judgement. Write query, passage and grade on a line, with tabs between."
    case .noJudgedQuery(let split, let directory):
      "No query of “\(directory)” has a judgement in the split “\(split)”. Compare the ids in"
        + " queries.jsonl with those in the judgements."
    }
  }
}
