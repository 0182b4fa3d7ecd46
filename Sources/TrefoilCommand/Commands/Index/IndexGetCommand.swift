internal import ArgumentParser
internal import Trefoil
internal import TrefoilIndex
internal import TrefoilWire

/// `trefoil index get`.
struct IndexGetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Write documents of an index, a JSON line each.",
    discussion: """
      EXAMPLES
        trefoil index get notes.trefoil note-7 | jq -r .text
      """)

  @OptionGroup var index: IndexPathOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Argument(help: ArgumentHelp("The ids of documents.", valueName: "id"))
  var ids: [String]

  func run() async throws {
    let documents = try await index.open().get(ids.map { Identifier($0) })
    let output = StandardOutput()
    for document in documents.compactMap(\.self) {
      try output.writeJSON(IndexedDocumentRecord(document))
    }
    try output.flush()
    let missing = zip(ids, documents).filter { $1 == nil }.map { "“\($0.0)”" }
    if !missing.isEmpty {
      reporting.console.warn("not in the index: \(missing.joined(separator: ", "))")
      throw ExitCode(ExitStatus.badData.rawValue)
    }
  }
}
