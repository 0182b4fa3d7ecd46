internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilFormats
internal import TrefoilWire

/// `trefoil convert`.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write a model in the form that opens fastest.",
    discussion: """
      Makes a directory with one fp16 model.safetensors, the heads inside, and the tokenizer and \
      settings as they were. It opens by mapping: no byte is read before it is needed. Weights \
      that fp16 can't hold are an error that names the tensor. The directory appears when it is \
      whole; one that exists is left alone.

      Without --precision the weights are plain fp16: every precision is made from them at start, \
      and other tools read them. With it they are laid out once for that precision: the model \
      starts sooner, gives the same vectors, and runs in that precision alone. Keep the original.

      EXAMPLES
        trefoil convert downloads/bge-m3 models/bge-m3
        trefoil convert --precision fast downloads/bge-m3 models/bge-m3-fast
        trefoil convert --json downloads/bge-m3 models/bge-m3
      """)

  @Argument(help: ArgumentHelp("A model as it was downloaded.", valueName: "model"))
  var model: String

  @Argument(help: ArgumentHelp("The directory to make.", valueName: "out"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "Pack the weights for exact, balanced or fast (default: plain fp16, which serves all).",
      valueName: "level"),
    completion: .list(Precision.allCases.map(\.rawValue)), transform: Precision.init(parsing:))
  var precision: Precision?

  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(help: "Write a JSON object with what was made.")
  var json = false

  func run() async throws {
    let console = reporting.console
    let directory = try ModelDirectory(path: FilePath(model)).existing()
    let converter = try ModelConverter(model: directory.path)
    let progress = console.progress("converting")
    var tensors = 0
    try converter.convert(to: FilePath(output), precision: precision) { step in
      tensors = step.tensorsTotal
      progress.update(
        fraction: Double(step.tensorsDone) / Double(max(1, step.tensorsTotal)),
        done: "\(step.tensorsDone) of \(step.tensorsTotal) tensors", tokens: nil)
    }
    progress.finish()
    let made = FilePath(output).appending("model.safetensors")
    let bytes = try ByteSource(path: made).size ?? 0
    let results = StandardOutput()
    if json {
      var line = JSONText()
      line.value(
        ConversionRecord(
          model: model, output: output, precision: precision, tensors: tensors, bytes: bytes))
      line.endLine()
      try results.write(line.bytes)
    } else {
      try results.writeLine("\(made): \(tensors) tensors, \(bytes) bytes")
    }
    try results.flush()
  }
}
