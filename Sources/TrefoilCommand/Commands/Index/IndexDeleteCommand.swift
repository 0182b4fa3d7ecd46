internal import ArgumentParser
internal import Trefoil
internal import TrefoilIndex

/// `trefoil index delete`.
struct IndexDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete documents from an index.",
    discussion: """
      EXAMPLES
        trefoil index delete notes.trefoil --id note-7 --id note-8
        trefoil index delete notes.trefoil --filter "year < 2020"
      """)

  @OptionGroup var index: IndexPathOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Option(
    name: .customLong("id"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The id of a document; may be repeated.", valueName: "id"))
  var ids: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Delete the documents that match this condition.", valueName: "condition"),
    transform: Filter.argument)
  var filter: Filter?

  @Flag(help: "Write what has changed as a JSON object.")
  var json = false

  func validate() throws {
    guard ids.isEmpty == (filter != nil) else {
      throw ValidationError("Name documents with --id, or describe them with --filter.")
    }
  }

  func run() async throws {
    let opened = try index.open()
    let changes =
      if let filter { try await opened.remove(filter) } else {
        try await opened.remove(ids.map { Identifier($0) })
      }
    if changes.removed < Set(ids).count {
      reporting.console.note("\(Set(ids).count - changes.removed) of the ids are not in the index")
    }
    let output = StandardOutput()
    if json {
      try output.writeJSON(changes)
    } else {
      try output.writeLine("\(changes.removed) deleted")
    }
    try output.flush()
  }
}
