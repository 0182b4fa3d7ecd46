internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilIndex

/// `trefoil index export`.
struct IndexExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the documents of an index, with what is stored of them if that is wanted.",
    discussion: """
      Writes a JSON line for each document, as trefoil index add reads it: an index that is made of \
      the lines has the same documents.
        {"id":"note-7","title":"Tides","text":"…","metadata":{"lang":"en"}}

      With --embeddings there is a line for each passage, which has the keys of trefoil encode too; \
      the first of a document has its text. A file whose name ends in .safetensors holds the same as \
      tensors. trefoil index import takes both back. The numbers are those that the index's codes \
      stand for.

      All is of one moment, while others read and write, and one document is in memory at a time.

      EXAMPLES
        trefoil index export notes.trefoil notes.jsonl
        trefoil index export notes.trefoil --filter "lang = 'de'" | jq -r .id
        trefoil index export notes.trefoil notes.safetensors --embeddings
      """)

  @OptionGroup var index: IndexPathOptions

  @Argument(
    help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"),
    completion: .file())
  var output = "-"

  @Flag(help: "Write also what is stored of each passage.")
  var embeddings = false

  @Option(
    name: .customLong("id"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The id of a document to write; may be repeated.", valueName: "id"))
  var ids: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Write the documents that match this condition.", valueName: "condition"),
    transform: Filter.argument)
  var filter: Filter?

  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  private var isTensors: Bool { OutputFormat(name: output) == .safetensors }

  func validate() throws {
    guard ids.isEmpty || filter == nil else {
      throw ValidationError("--id and --filter can't both be; choose one.")
    }
    guard embeddings || !isTensors else {
      throw ValidationError(
        "A .safetensors file holds embeddings; add --embeddings, or end the name in .jsonl.")
    }
    guard OutputFormat(name: output) != .npy else {
      throw ValidationError("A .npy file can't hold documents; write .safetensors or .jsonl.")
    }
  }

  func run() async throws {
    let opened = try index.open()
    let selection: DocumentSelection =
      if let filter { .matching(filter) } else if ids.isEmpty { .all } else {
        .ids(ids.map { Identifier($0) })
      }
    let missing =
      embeddings
      ? try await PassageExport(opened, to: sink(opened)).run(selection)
      : try await DocumentExport(opened, to: FilePath(output)).run(selection)
    if !missing.isEmpty {
      let names = missing.map { "“\($0)”" }.joined(separator: ", ")
      reporting.console.warn("not in the index: \(names)")
      throw ExitCode(ExitStatus.badData.rawValue)
    }
  }

  private func sink(_ index: Index) throws(FileError) -> any PassageSink {
    let path = FilePath(output)
    return isTensors
      ? try PassageTensors(path: path, index.configuration)
      : try PassageLines(path: path, model: index.configuration.modelFingerprint)
  }
}
