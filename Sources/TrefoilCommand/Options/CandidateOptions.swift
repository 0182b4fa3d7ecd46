internal import ArgumentParser
internal import SystemPackage
internal import TrefoilFiles

/// What is to be put in order, for which queries.
struct CandidateOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A file of passages, or of candidates with --queries; - for standard input (the default).",
      valueName: "file"))
  var file: String?

  @Option(help: ArgumentHelp("The query.", valueName: "text"))
  var query: String?

  @Option(
    name: .customLong("text"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A passage, instead of a file; may be repeated.", valueName: "text"))
  var texts: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file of queries (text, TSV or JSONL), to rerank many lists at once.",
      valueName: "file"))
  var queries: String?

  @Option(
    name: [.customLong("passages"), .customLong("corpus")],
    help: ArgumentHelp(
      "With --queries: a file of passages (TSV or JSONL) that has the texts of the ids.",
      valueName: "file"))
  var passages: String?

  @Option(
    help: ArgumentHelp(
      "How the file is laid out (default: by its extension, else text, or trec with --queries).",
      valueName: "format"))
  var format: RerankFormat?

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
      guard format != .trec else {
        throw ValidationError("--format trec goes with --queries; choose text, tsv or jsonl.")
      }
    case (nil, .some):
      guard texts.isEmpty else { throw ValidationError("--text goes with --query.") }
      guard format?.candidates != nil || format == nil else {
        throw ValidationError("With --queries the format is trec or jsonl.")
      }
    }
    if let file, !texts.isEmpty {
      throw ValidationError("“\(file)” and --text can't both be; name a file or give texts.")
    }
    guard [file ?? "-", queries, passages].filter({ $0 == "-" }).count <= 1 || !texts.isEmpty else {
      throw ValidationError("Standard input (-) can be only one of the files.")
    }
  }

  /// Reads every list.
  func read(_ console: Console, badLines: BadLines) throws -> [Candidates] {
    guard let queries else { return [try readOne(console, badLines)] }
    let path = file ?? "-"
    // Every file is opened before any is read, so that a missing one is found at once.
    let candidates = LineReader(try ByteSource(path: FilePath(path)))
    let queryReader = try reader(queries, badLines)
    return try CandidateReader.read(
      queries: queryReader, candidates: candidates,
      format: format?.candidates ?? CandidateFormat(name: path),
      passages: try passages.map { try reader($0, badLines) }, badLines: badLines)
  }

  private func reader(_ path: String, _ badLines: BadLines) throws(FileError) -> TextReader {
    TextReader(
      LineReader(try ByteSource(path: FilePath(path))), format: InputFormat(name: path),
      keepsBlankTexts: false, badLines: badLines)
  }

  private func readOne(_ console: Console, _ badLines: BadLines) throws -> Candidates {
    let source =
      texts.isEmpty
      ? TextSource.reader(
        try TextReader.open(
          file, format: format?.texts, keepsBlankTexts: false, console, badLines))
      : TextSource.arguments(texts)
    var list = Candidates(query: query ?? "")
    let name: String? = texts.isEmpty ? (file ?? "-") : nil
    while true {
      let chunk = try source.nextChunk()
      if chunk.isEmpty { break }
      list.passages += chunk.map {
        Candidate(id: $0.id, text: $0.text, source: name, line: $0.line)
      }
    }
    if source.blankLines > 0 {
      console.note(
        "passed over \(source.blankLines) blank \(source.blankLines == 1 ? "line" : "lines")")
    }
    return list
  }
}
