internal import ArgumentParser
internal import Trefoil
internal import TrefoilIndex
internal import TrefoilReports
internal import TrefoilWire

/// `trefoil index list`.
struct IndexListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the documents of an index, in the order in which they were added.",
    discussion: """
      Writes a line for each: its id, a tab, and its title, or else the beginning of its text.

      EXAMPLES
        trefoil index list notes.trefoil
        trefoil index list notes.trefoil --json > notes.jsonl
      """)

  @OptionGroup var index: IndexPathOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(help: "Write whole documents, a JSON line each, as trefoil index add reads them.")
  var json = false

  /// Documents that are read at once.
  private static let page = 256
  /// The most characters of a text that stand for a title.
  private static let previewLength = 80

  func run() async throws {
    let opened = try index.open()
    let output = StandardOutput()
    var last: Int64?
    repeat {
      let (documents, end) = try await opened.list(after: last, limit: Self.page)
      for document in documents { try write(document, output) }
      last = end
    } while last != nil
    try output.flush()
  }

  private func write(_ document: IndexedDocument, _ output: StandardOutput) throws {
    if json {
      try output.writeJSON(IndexedDocumentRecord(document))
    } else {
      let name =
        document.title.isEmpty
        ? String(document.text.prefix(Self.previewLength)) : document.title
      try output.writeLine(DisplayWidth.flatten("\(document.id)\t\(name)"))
    }
  }
}
