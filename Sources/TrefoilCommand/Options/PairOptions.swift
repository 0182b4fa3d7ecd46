internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilErrors
internal import TrefoilFiles

/// A query and a passage: as they are, or by their ids in files.
struct PairOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The query, - for standard input, or its id with --queries; after -- it may begin with -."))
  var query: String

  @Argument(
    help: ArgumentHelp(
      "The passage that may answer it, - for standard input, or its id with --passages."))
  var passage: String

  @Option(
    help: ArgumentHelp(
      "A file (TSV or JSONL), or - for standard input, that has the query's text by its id.",
      valueName: "file"),
    completion: .file())
  var queries: String?

  @Option(
    name: [.customLong("passages"), .customLong("corpus")],
    help: ArgumentHelp(
      "A file (TSV or JSONL), or - for standard input, that has the passage's text by its id.",
      valueName: "file"),
    completion: .file())
  var passages: String?

  func validate() throws {
    try StandardInput.check([queries ?? query, passages ?? passage])
  }

  /// The query, and where it is from.
  ///
  /// - Throws: `PairError`; as `TextReader.next`.
  func query(_ console: Console) throws -> Candidate {
    guard let queries else { return try given(query, as: "query", position: 1, console) }
    return try text(query, in: queries, console)
  }

  /// The passage, and where it is from.
  ///
  /// - Throws: as `query`.
  func passage(_ console: Console) throws -> Candidate {
    guard let passages else { return try given(passage, as: "passage", position: 2, console) }
    return try text(passage, in: passages, console)
  }

  /// A text that is itself an argument; for `-`, all lines of standard input.
  private func given(
    _ text: String, as role: String, position: Int, _ console: Console
  ) throws -> Candidate {
    guard text == "-" else {
      return Candidate(id: role, text: text, source: nil, line: position)
    }
    console.noteWaiting(for: "the \(role)'s lines", in: text)
    let lines = LineReader(try ByteSource(path: FilePath(text)))
    return Candidate(id: role, text: try lines.wholeText(), source: lines.name, line: 1)
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
