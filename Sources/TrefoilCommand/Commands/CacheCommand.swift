internal import ArgumentParser
internal import TrefoilIndex
internal import TrefoilReports
internal import TrefoilWire

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// `trefoil cache`.
struct CacheCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache",
    abstract: "List the embeddings that eval and tune keep, or remove them.",
    discussion: """
      eval and tune keep the embeddings of a data set's texts, so that the same texts are encoded \
      once. Nothing is ever removed by itself: an entry stays until --clear. It is made again when \
      it is needed. An entry belongs to one model and one way of encoding, and is named by both; \
      nothing but the cache's own files is removed.

      EXAMPLES
        trefoil cache
        trefoil cache --clear
        trefoil cache --clear --older-than 30
        trefoil cache --json | jq .bytes
      """)

  @Argument(
    help: ArgumentHelp("The entries to list or remove (default: all).", valueName: "entry"))
  var names: [String] = []

  @Flag(help: "Remove the entries.")
  var clear = false

  @Option(
    name: .customLong("older-than"),
    parsing: .unconditional,
    help: ArgumentHelp(
      "Only entries to which nothing was written for so many days.", valueName: "days"))
  var days: Int?

  @Option(
    name: .customLong("cache"),
    help: ArgumentHelp(
      "The cache is in evaluations/ below this directory (default: $TREFOIL_CACHE,"
        + " $XDG_CACHE_HOME/trefoil or ~/.cache/trefoil).", valueName: "dir"),
    completion: .directory)
  var root: String?

  @Flag(help: "Write a JSON object.")
  var json = false

  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  /// A hundred years: no file is older.
  private static let mostDays = 36_525

  func validate() throws {
    if let days, days < 0 {
      throw ValidationError("--older-than is \(days), but at least 0 is needed.")
    }
    if let days, days > Self.mostDays {
      throw ValidationError("--older-than is \(days), but \(Self.mostDays) is the most.")
    }
  }

  func run() async throws {
    let console = reporting.console
    let directory = try EmbeddingCache.locate(
      root, environment: ProcessInfo.processInfo.environment)
    let entries = try chosen(EmbeddingCache.entries(in: directory))
    if clear {
      for entry in entries { try EmbeddingCache.remove(entry, in: directory) }
    }
    let output = StandardOutput()
    if json {
      try output.writeJSON(
        CacheRecord(directory: directory.string, entries: entries, areRemoved: clear))
    } else {
      let bytes = ByteText.text(entries.reduce(0) { $0 + $1.byteCount })
      let count = "\(entries.count) \(entries.count == 1 ? "entry" : "entries")"
      let title = "\(clear ? "removed " : "")\(count), \(bytes), in “\(directory)”"
      try output.writeLine(console.painter.paint(DisplayWidth.flatten(title), .cyan))
      guard !entries.isEmpty && !clear else { return try output.flush() }
      for line in Self.table(entries).lines(width: console.outputWidth, painter: console.painter) {
        try output.writeLine(line)
      }
    }
    try output.flush()
  }

  private func chosen(_ entries: [EmbeddingCache.Entry]) throws -> [EmbeddingCache.Entry] {
    if let unknown = names.first(where: { name in !entries.contains { $0.name == name } }) {
      throw ValidationError("The cache has no entry “\(unknown)”; trefoil cache lists them.")
    }
    let latest = days.map { Int(Date().timeIntervalSince1970) - $0 * 86_400 } ?? .max
    return entries.filter {
      (names.isEmpty || names.contains($0.name)) && $0.lastWritten <= latest
    }
  }

  private static func table(_ entries: [EmbeddingCache.Entry]) -> Table {
    var table = Table([
      Table.Column("entry"), Table.Column("size", isNumeric: true),
      Table.Column("files", isNumeric: true), Table.Column("written"), Table.Column("model"),
    ])
    for entry in entries {
      let date = Date(timeIntervalSince1970: Double(entry.lastWritten))
      table.append([
        entry.name, ByteText.text(entry.byteCount), "\(entry.fileCount)",
        String(date.formatted(.iso8601).prefix(10)), entry.model ?? "–",
      ])
    }
    return table
  }
}
