internal import ArgumentParser

/// `trefoil index`.
struct IndexCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Keep documents with their embeddings, to be searched.",
    discussion: """
      An index is a directory. What was encoded once is kept, so that trefoil search answers in \
      milliseconds; any number of processes may search while one adds or deletes.

      EXAMPLES
        trefoil index add notes.trefoil notes.jsonl
        trefoil search notes.trefoil "how do tides work"
        trefoil index delete notes.trefoil --id note-7
        trefoil index stats notes.trefoil
      """,
    subcommands: [
      IndexAddCommand.self, IndexDeleteCommand.self, IndexGetCommand.self, IndexListCommand.self,
      IndexStatsCommand.self, IndexVerifyCommand.self, IndexRepairCommand.self,
      IndexOptimizeCommand.self, IndexSnapshotCommand.self, IndexExportCommand.self,
      IndexImportCommand.self, IndexReencodeCommand.self,
    ])
}
