internal import ArgumentParser
internal import Trefoil
internal import TrefoilFormats
internal import TrefoilIndex

/// `trefoil index delete`.
struct IndexDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete documents from an index.",
    discussion: """
      EXAMPLES
        trefoil index delete notes.trefoil --id note-7 --id note-8
      """)

  @OptionGroup var index: IndexPathOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Option(
    name: .customLong("id"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The id of a document; may be repeated.", valueName: "id"))
  var ids: [String] = []

  @Flag(help: "Write what has changed as a JSON object.")
  var json = false

  func validate() throws {
    if ids.isEmpty { throw ValidationError("Name documents with --id.") }
  }

  func run() async throws {
    let changes = try await index.open().remove(ids.map { Identifier($0) })
    if changes.removed < Set(ids).count {
      reporting.console.note("\(Set(ids).count - changes.removed) of the ids are not in the index")
    }
    let output = StandardOutput()
    if json {
      var line = JSONText()
      line.value(changes)
      line.endLine()
      try output.write(line.bytes)
    } else {
      try output.writeLine("\(changes.removed) deleted")
    }
    try output.flush()
  }
}
