/// Why results can't be written.
package enum OutputError: Error, Equatable, Sendable {
  /// Whoever read standard output has closed it.
  case brokenPipe
  /// The file can't be made.
  case cannotCreate(path: String, reason: String)
  /// The path names something that a file may not replace: a directory, a device or a pipe.
  case notAFile(path: String)
  /// The system refuses to write: the disk is full, or over a limit.
  case cannotWrite(path: String, reason: String)
  /// The id can't stand in a TREC run, whose fields end at spaces.
  case unfitForRun(id: String)
}

extension OutputError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .brokenPipe:
      "The reader of the results has closed the pipe."
    case .cannotCreate(let path, let reason):
      "Can't make “\(path)”: \(reason). Name a file in a directory that you may write to."
    case .notAFile(let path):
      "“\(path)” exists and is no regular file; name another, or leave --output away and redirect."
    case .cannotWrite(let path, let reason):
      "Can't write “\(path)”: \(reason). Nothing is left under that name; make room and try again."
    case .unfitForRun(let id):
      "The id “\(id)” is empty or contains a space, which a TREC run can't hold; write --json."
    }
  }
}
