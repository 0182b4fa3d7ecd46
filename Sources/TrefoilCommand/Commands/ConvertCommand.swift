internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilWire

/// `trefoil convert`.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert a model to the format that opens fastest.",
    discussion: """
      Creates a directory with one fp16 model.safetensors, which includes the heads, and with \
      unchanged copies of the tokenizer and the settings. The file is memory-mapped: nothing is \
      read before it is needed. A weight that fp16 can't represent is an error that names the \
      tensor. The directory appears once it is complete; an existing one is never changed.

      Without --precision the weights are plain fp16, which other tools can read and from which \
      any precision is made at start. The heads are written as FlagEmbedding's sparse_linear.pt \
      and colbert_linear.pt too, so that it reads the same directory. With --precision they are packed for that precision: the \
      model starts sooner and gives the same vectors, but runs in that precision only. Keep the \
      original.

      EXAMPLES
        trefoil convert downloads/bge-m3 models/bge-m3
        trefoil convert --precision fast downloads/bge-m3 models/bge-m3-fast
        trefoil convert --json downloads/bge-m3 models/bge-m3
      """)

  @Argument(
    help: ArgumentHelp("The directory of a downloaded model.", valueName: "model"),
    completion: .directory)
  var model: String

  @Argument(
    help: ArgumentHelp("The directory to create.", valueName: "out"), completion: .directory)
  var output: String

  @Option(
    help: ArgumentHelp(
      "Pack the weights for exact, balanced or fast (default: plain fp16, for any precision).",
      valueName: "level"),
    completion: .list(Precision.allCases.map(\.rawValue)), transform: Precision.init(parsing:))
  var precision: Precision?

  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(help: "Write the result as a JSON object.")
  var json = false

  func run() async throws {
    let console = reporting.console
    let directory = try ModelDirectory(path: FilePath(model)).existing()
    let converter = try ModelConverter(model: directory.path)
    let progress = console.progress("converting")
    let made = try await converter.convert(
      to: FilePath(output), precision: precision
    ) { step in
      progress.update(
        fraction: Double(step.tensorsDone) / Double(max(1, step.tensorsTotal)),
        done: "\(step.tensorsDone) of \(step.tensorsTotal) tensors", tokens: nil)
    }
    progress.finish()
    let results = StandardOutput()
    if json {
      try results.writeJSON(
        ConversionRecord(
          model: model, output: output, precision: precision, tensors: made.tensorCount,
          bytes: made.byteCount))
    } else {
      try results.writeLine(
        "\(made.weights): \(made.tensorCount) tensors, \(made.byteCount) bytes")
    }
    try results.flush()
  }
}
