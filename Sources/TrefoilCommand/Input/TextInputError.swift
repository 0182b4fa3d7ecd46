package import TrefoilErrors
internal import TrefoilFiles

/// Why a file of texts can't be used for what it is given for.
package enum TextInputError: TrefoilError {
  /// The file has bare texts where ids are joined with another file's.
  case noIDs(source: String)
  /// The file is CSV.
  case commas(source: String)
}

extension TextInputError {
  /// Whose turn it is.
  package var kind: ErrorKind { .badData }

  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .noIDs(let source):
      "“\(source)” has texts without ids, so nothing says which is which. Write an id, a tab and the"
        + " text on each line, or {\"_id\": \"a\", \"text\": \"…\"}."
    case .commas(let source):
      "“\(source)” is CSV, which is not read. Convert it to JSONL, for instance with"
        + " \(ForeignFormat.recordsCommand(source)), or choose --format text."
    }
  }
}
