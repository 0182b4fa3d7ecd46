internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// What is to be put in order, for which queries.
struct CandidateOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files of passages, or one of candidates with --queries; - for standard input (the default).",
      valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The query; it may begin with -.", valueName: "text"))
  var query: String?

  @Option(
    name: .customLong("text"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A passage, instead of a file; may be repeated.", valueName: "text"))
  var texts: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file of queries (TSV or JSONL, with ids), or - for standard input, to rerank many lists"
        + " at once.",
      valueName: "file"),
    completion: .file())
  var queries: String?

  @Option(
    name: [.customLong("passages"), .customLong("corpus")],
    help: ArgumentHelp(
      "With --queries: a file of passages (TSV or JSONL), or - for standard input, that has the"
        + " texts of the ids.",
      valueName: "file"),
    completion: .file())
  var passages: String?

  @Option(
    help: ArgumentHelp(
      "How the file is laid out: text, tsv or jsonl; with --queries trec, jsonl or top1000"
        + " (default: as its extension or else its first bytes tell).",
      valueName: "format"))
  var format: RerankFormat?

  @Option(
    name: .customLong("queries-format"),
    help: ArgumentHelp("How the file of queries is laid out: tsv or jsonl.", valueName: "format"))
  var queriesFormat: InputFormat?

  @Option(
    name: .customLong("passages-format"),
    help: ArgumentHelp("How the file of passages is laid out: tsv or jsonl.", valueName: "format"))
  var passagesFormat: InputFormat?

  @Flag(
    name: .customLong("skip-bad-lines"),
    help: "Leave out lines that can't be read, count them and go on.")
  var skipsBadLines = false

  func validate() throws {
    switch (query, queries) {
    case (nil, nil):
      throw ValidationError("There is no query; give one with --query, or a file with --queries.")
    case (.some, .some):
      throw ValidationError("--query and --queries can't both be; choose one.")
    case (.some, nil):
      guard passages == nil else {
        throw ValidationError("--passages goes with --queries; name the passages' file alone.")
      }
      guard format?.texts != nil || format == nil else {
        throw ValidationError(
          "--format \(format?.rawValue ?? "") goes with --queries; choose text, tsv or jsonl.")
      }
      guard queriesFormat == nil && passagesFormat == nil else {
        throw ValidationError("--queries-format and --passages-format go with --queries.")
      }
    case (nil, .some):
      guard texts.isEmpty else { throw ValidationError("--text goes with --query.") }
      guard files.count <= 1 else {
        throw ValidationError(
          "With --queries one file holds all candidates; “\(files[1])” is a second.")
      }
      guard format?.candidates != nil || format == nil else {
        throw ValidationError("With --queries the format is trec, jsonl or top1000.")
      }
    }
    guard queriesFormat != .text && passagesFormat != .text else {
      throw ValidationError("Queries and passages are joined by ids; choose tsv or jsonl for both.")
    }
    if let file = files.first, !texts.isEmpty {
      throw ValidationError("“\(file)” and --text can't both be; name a file or give texts.")
    }
    guard texts.isEmpty else { return }
    try StandardInput.check((files.isEmpty ? ["-"] : files) + [queries, passages])
  }

  /// Reads every list.
  func read(_ console: Console, badLines: BadLines) throws -> [Candidates] {
    guard let queries else { return [try readOne(console, badLines)] }
    let path = files.first ?? "-"
    console.noteWaiting(for: "candidates", in: path)
    console.noteWaiting(for: "queries", in: queries)
    if let passages { console.noteWaiting(for: "passages", in: passages) }
    // Every file is opened before any is read, so that a missing one is found at once.
    let candidates = LineReader(try ByteSource(path: FilePath(path)))
    let queryReader = try reader(queries, queriesFormat, console, badLines)
    return try CandidateReader.read(
      queries: queryReader, candidates: candidates,
      format: format?.candidates,
      passages: try passages.map { try reader($0, passagesFormat, console, badLines) },
      badLines: badLines)
  }

  private func reader(
    _ path: String, _ format: InputFormat?, _ console: Console, _ badLines: BadLines
  ) throws(FileError) -> TextReader {
    try TextReader.open(
      path, as: nil, TextReader.Options(format: format, needsIDs: true), console, badLines)
  }

  private func readOne(_ console: Console, _ badLines: BadLines) throws -> Candidates {
    let source =
      texts.isEmpty
      ? try TextSource.files(
        files, TextReader.Options(format: format?.texts), console, badLines)
      : TextSource.arguments(texts)
    var list = Candidates(query: query ?? "")
    var lines: [Identifier: Int] = [:]
    while true {
      let chunk = try source.nextChunk()
      if chunk.isEmpty { break }
      let name = source.name
      for record in chunk {
        let candidate = Candidate(
          id: record.id, text: record.text, source: name, line: record.line, index: record.index)
        if let first = lines.updateValue(record.line, forKey: Identifier(record.id)) {
          try badLines.report(
            candidate.error(TextFault.repeatedID(record.id, firstLine: first)))
        } else {
          list.passages.append(candidate)
        }
      }
    }
    if source.blankLines > 0 {
      console.note(
        "passed over \(source.blankLines) blank \(source.blankLines == 1 ? "line" : "lines")")
    }
    return list
  }
}
