internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilIndex

/// `trefoil index reencode`.
struct IndexReencodeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reencode",
    abstract: "Encode an index's documents anew, with another model or other options.",
    discussion: """
      The texts are in the index, so nothing else is needed. What is not named stays as it is. The new \
      index grows in a folder beside the old one, INDEX.reencoding, and then takes its place in one \
      step; the old one is removed, or kept with --keep. After an interruption the same call goes on \
      where it stopped.

      Searches and changes of the index go on meanwhile, and what is changed is in the new index too. \
      Whoever has the old one open goes on reading it, and opens it again to write.

      EXAMPLES
        trefoil index reencode notes.trefoil --model models/bge-m3
        trefoil index reencode notes.trefoil --passage-tokens 256 --keep old.trefoil
        trefoil index reencode notes.trefoil --token-codec bits4 --precision exact
      """)

  @OptionGroup var index: IndexPathOptions
  @OptionGroup(title: "New index") var choice: ReencodingChoice

  @Option(
    help: ArgumentHelp(
      "Where to keep the index as it was (default: it is removed).", valueName: "directory"),
    completion: .directory)
  var keep: String?

  @Flag(
    help: "Remove what an earlier call left, with another model or other options, and begin anew.")
  var restart = false

  @Flag(help: "Write a JSON object.")
  var json = false

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  func run() async throws {
    let console = reporting.console
    let before = try index.open().configuration
    let embedder = try model.open(console)
    let progress = console.progress("encoding")
    let result = try await Index.reencode(
      index.path, embedder: embedder,
      options: choice.options(keep: keep.map { FilePath($0) }, restarts: restart)
    ) { step in
      progress.update(
        fraction: step.fraction, done: "\(step.documents) of \(step.total) documents",
        tokens: step.tokens)
    }
    progress.finish()
    let after = try index.open().configuration
    if !before.outputs.subtracting(after.outputs).isEmpty {
      console.note("the index keeps \(after.outputs) now; before it kept \(before.outputs)")
    }
    console.warnOfCut(result.truncated, of: after)
    try write(result)
  }

  private func write(_ result: IndexReencoding) throws {
    let output = StandardOutput()
    if json {
      try output.writeJSON(result)
    } else {
      let resumed = result.resumed > 0 ? ", \(result.resumed) of them before" : ""
      try output.writeLine(
        "\(result.documents) documents encoded anew\(resumed); \(result.passages) passages encoded")
    }
    try output.flush()
  }
}
