internal import ArgumentParser
internal import TrefoilIndex

/// `trefoil index repair`.
struct IndexRepairCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: "Drop what is damaged in an index, and encode those documents again.",
    discussion: """
      The texts are kept apart from the embeddings, so that a damaged file of embeddings costs the \
      time to encode its documents again, with the model. With --drop they are deleted instead, as \
      are those whose texts are damaged themselves. The id of each such document is a line.

      EXAMPLES
        trefoil index verify notes.trefoil || trefoil index repair notes.trefoil
        trefoil index repair notes.trefoil --drop > lost.txt
      """)

  @OptionGroup var index: IndexPathOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(help: "Delete the documents instead of encoding them again.")
  var drop = false

  @Flag(help: "Write a JSON object.")
  var json = false

  func run() async throws {
    let console = reporting.console
    let opened =
      drop ? try index.open() : try Index.open(index.path, embedder: try model.open(console))
    let repair = try await opened.repair()
    let output = StandardOutput()
    if json {
      try output.writeJSON(repair)
    } else {
      for id in repair.lost + repair.deleted { try output.writeLine(id) }
    }
    try output.flush()
    let count = repair.lost.count
    let fate = drop ? "deleted" : "encoded again"
    let deleted =
      repair.deleted.isEmpty
      ? "" : "; \(repair.deleted.count), whose texts are damaged, were deleted"
    console.note(
      repair.segments.isEmpty && count == 0 && repair.deleted.isEmpty
        ? "nothing is damaged"
        : "dropped \(repair.segments.count) segments; \(count) documents were \(fate)\(deleted)")
  }
}
