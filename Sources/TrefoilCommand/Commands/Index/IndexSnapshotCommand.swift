internal import ArgumentParser
internal import SystemPackage
internal import TrefoilIndex

/// `trefoil index snapshot`.
struct IndexSnapshotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Make a copy of an index as it is now, while others read and write.",
    discussion: """
      The copy is an index. On the same disk its files of embeddings are links to the same bytes, \
      and take no room until the index goes on without them.

      EXAMPLES
        trefoil index snapshot notes.trefoil backup/notes-monday.trefoil
      """)

  @OptionGroup var index: IndexPathOptions

  @Argument(help: ArgumentHelp("Where the copy is to be.", valueName: "copy"))
  var copy: String

  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  func run() async throws {
    try await index.open().snapshot(to: FilePath(copy))
  }
}
