internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilIndex

/// `trefoil index add`.
struct IndexAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add documents to an index, or replace those that have changed.",
    discussion: """
      Reads documents as TSV (id, tab, text) or JSONL, and makes the index if it is not there:
        {"id": "note-7", "title": "Tides", "text": "…", "metadata": {"lang": "en"}}
      Every document needs an id. One that is there as it is costs nothing; one that is there with \
      another title, text or metadata is replaced. The work is committed every some hundred \
      passages: after an interruption the same call goes on where it stopped.

      A long document is cut into passages of --passage-tokens tokens, with the title before each. \
      What an index keeps is chosen when it is made, with --outputs, --passage-tokens, --overlap, \
      --whole-documents and --token-codec.

      EXAMPLES
        trefoil index add notes.trefoil notes.jsonl
        zcat corpus.jsonl.gz | trefoil index add corpus.trefoil -
        trefoil index add small.trefoil notes.jsonl --outputs dense,sparse --passage-tokens 256
      """)

  @OptionGroup var index: IndexPathOptions
  @OptionGroup var input: InputOptions
  @OptionGroup(title: "New index") var creation: IndexCreationOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(help: "Write what has changed as a JSON object.")
  var json = false

  func validate() throws {
    if !input.texts.isEmpty {
      throw ValidationError("A document of an index needs an id; put the texts into a file.")
    }
  }

  func run() async throws {
    let console = reporting.console
    let badLines = input.badLines(console)
    let source = try TextSource.files(
      input.files, TextReader.Options(format: input.format, needsIDs: true), console, badLines)
    let index = try creation.open(index.path, try model.open(console))
    let progress = console.progress("adding")
    var changes = IndexChanges()
    while true {
      let before = source.fraction
      let chunk = try source.nextChunk()
      if chunk.isEmpty { break }
      let after = source.fraction
      let done = changes
      changes += try await index.add(try chunk.map(IndexedDocument.init)) { step in
        progress.update(
          fraction: step.fraction(from: before, to: after), texts: done.passages + step.textsDone,
          tokens: done.tokens + step.tokensDone)
      }
    }
    progress.finish()
    badLines.summarize()
    console.warnOfCut(changes.truncated, of: index.configuration)
    try StandardOutput().write(changes, asJSON: json)
  }
}

extension IndexedDocument {
  fileprivate init(_ record: TextRecord) throws {
    self.init(
      id: Identifier(record.id), title: record.title, text: record.body,
      metadata: try record.metadata.map { try Metadata(json: $0) } ?? .none)
  }
}
