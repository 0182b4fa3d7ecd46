internal import ArgumentParser
internal import SystemPackage
internal import TrefoilFiles

/// Where the texts are.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A file of texts, or - for standard input (the default).", valueName: "file")
  )
  var file: String?

  @Option(
    name: .customLong("text"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A text, instead of a file; may be repeated.", valueName: "text"))
  var texts: [String] = []

  @Option(
    help: ArgumentHelp(
      "How the file is laid out: text, tsv or jsonl (default: as its extension or else its first"
        + " bytes tell).",
      valueName: "format"))
  var format: InputFormat?

  @Flag(
    name: .customLong("skip-bad-lines"),
    help: "Leave out lines that can't be read, count them and go on.")
  var skipsBadLines = false

  func validate() throws {
    guard let file, !texts.isEmpty else { return }
    throw ValidationError("“\(file)” and --text can't both be; name a file or give texts.")
  }

  /// The policy for lines that can't be used.
  func badLines(_ console: Console) -> BadLines {
    BadLines(skipping: skipsBadLines, warn: console.warn)
  }

  /// Opens what these options name.
  ///
  /// - Parameters: `keepsBlankTexts` tells whether a blank line of format `text` is a text.
  func open(
    _ console: Console, keepsBlankTexts: Bool, badLines: BadLines
  ) throws(FileError) -> TextSource {
    guard texts.isEmpty else { return .arguments(texts) }
    return .reader(
      try TextReader.open(
        file, TextReader.Options(format: format, keepsBlankTexts: keepsBlankTexts), console,
        badLines))
  }
}

extension TextReader {
  /// Opens a file, or standard input if it is nil or `-`.
  static func open(
    _ file: String?, _ options: Options, _ console: Console, _ badLines: BadLines
  ) throws(FileError) -> TextReader {
    let path = file ?? "-"
    if path == "-" && ByteSource.standardInputIsTerminal {
      console.note("reading texts from the terminal, one a line; Ctrl-D ends them")
    }
    let source = try ByteSource(path: FilePath(path))
    var options = options
    options.onRecognized = { [name = source.name] format in
      console.note("“\(name)” is read as \(format.rawValue), by its first bytes")
    }
    return TextReader(LineReader(source), options, badLines: badLines)
  }
}
