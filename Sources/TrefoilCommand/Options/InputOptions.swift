internal import ArgumentParser
internal import SystemPackage
internal import TrefoilFiles

/// Where the texts are.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files of texts, or - for standard input (the default).", valueName: "file"),
    completion: .file())
  var files: [String] = []

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
    try StandardInput.check(files)
    guard let file = files.first, !texts.isEmpty else { return }
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
    return try .files(
      files, TextReader.Options(format: format, keepsBlankTexts: keepsBlankTexts), console,
      badLines)
  }
}

extension TextSource {
  /// Opens files, or standard input if there is none; each before any is read, so that a missing
  /// one is found at once.
  static func files(
    _ files: [String], _ options: TextReader.Options, _ console: Console, _ badLines: BadLines
  ) throws(FileError) -> TextSource {
    var readers: [TextReader] = []
    for path in files.isEmpty ? ["-"] : files {
      readers.append(try TextReader.open(path, as: "texts", options, console, badLines))
    }
    return .readers(readers)
  }
}

extension TextReader {
  /// Opens a file, or standard input for `-`.
  ///
  /// - Parameters: `content` is what a person would have to type; nil where that is said already.
  static func open(
    _ path: String, as content: String?, _ options: Options, _ console: Console,
    _ badLines: BadLines
  ) throws(FileError) -> TextReader {
    if let content { console.noteWaiting(for: content, in: path) }
    let source = try ByteSource(path: FilePath(path))
    var options = options
    options.onRecognized = { [name = source.name] format in
      console.note("“\(name)” is read as \(format.rawValue), by its first bytes")
    }
    return TextReader(LineReader(source), options, badLines: badLines)
  }
}
