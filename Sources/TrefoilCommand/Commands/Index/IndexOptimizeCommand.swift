internal import ArgumentParser
internal import TrefoilIndex

/// `trefoil index optimize`.
struct IndexOptimizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimize",
    abstract: "Merge all segments into one, and free the space of deleted passages.",
    discussion: """
      Segments are merged by themselves as an index grows; this gives back at once the room of what \
      was deleted. Searches go on meanwhile, and nothing is encoded.
      """)

  @OptionGroup var index: IndexPathOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  func run() async throws {
    try await index.open().optimize()
  }
}
