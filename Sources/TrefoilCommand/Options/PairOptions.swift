internal import ArgumentParser
internal import Trefoil
internal import TrefoilErrors
internal import TrefoilFiles

/// A query and a passage: as they are, or by their ids in files.
struct PairOptions: ParsableArguments {
  @Argument(help: "The query, or its id with --queries; after -- it may begin with -.")
  var query: String

  @Argument(help: "The passage that may answer it, or its id with --passages.")
  var passage: String

  @Option(
    help: ArgumentHelp(
      "A file (TSV or JSONL) that has the query's text by its id.", valueName: "file"),
    completion: .file())
  var queries: String?

  @Option(
    name: [.customLong("passages"), .customLong("corpus")],
    help: ArgumentHelp(
      "A file (TSV or JSONL) that has the passage's text by its id.", valueName: "file"),
    completion: .file())
  var passages: String?

  func validate() throws {
    if queries == "-" && passages == "-" {
      throw ValidationError("Standard input (-) can be only one of the files.")
    }
  }

  /// The query, and where it is from.
  ///
  /// - Throws: `PairError`; as `TextReader.next`.
  func query(_ console: Console) throws -> Candidate {
    guard let queries else { return Candidate(id: "query", text: query, source: nil, line: 1) }
    return try text(query, in: queries, console)
  }

  /// The passage, and where it is from.
  ///
  /// - Throws: as `query`.
  func passage(_ console: Console) throws -> Candidate {
    guard let passages else {
      return Candidate(id: "passage", text: passage, source: nil, line: 2)
    }
    return try text(passage, in: passages, console)
  }

  private func text(
    _ id: String, in path: String, _ console: Console
  ) throws -> Candidate {
    let badLines = BadLines(skipping: false, warn: console.warn)
    let source = try TextSource.files(
      [path], TextReader.Options(keepsBlankTexts: true, needsIDs: true), console, badLines)
    while true {
      let chunk = try source.nextChunk()
      if chunk.isEmpty { throw PairError.unknownID(id, file: path) }
      if let found = chunk.first(where: { Identifier($0.id) == Identifier(id) }) {
        return Candidate(id: id, text: found.text, source: source.name, line: found.line)
      }
    }
  }
}

/// Why a text can't be found by its id.
enum PairError: TrefoilError {
  /// The file has no text of that id.
  case unknownID(String, file: String)

  /// Whose turn it is.
  var kind: ErrorKind { .badData }

  /// What is wrong, and what to do.
  var description: String {
    switch self {
    case .unknownID(let id, let file):
      "“\(file)” has no text with the id “\(id)”; name one of its ids, or leave out the option to"
        + " give the text itself."
    }
  }
}
