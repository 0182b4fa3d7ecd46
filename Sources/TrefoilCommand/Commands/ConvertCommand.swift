internal import ArgumentParser
internal import Trefoil

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

      EXAMPLES
        trefoil convert downloads/bge-m3 models/bge-m3
        trefoil convert --json downloads/bge-m3 models/bge-m3
      """)

  @Argument(help: ArgumentHelp("A model as it was downloaded.", valueName: "model"))
  var model: String

  @Argument(help: ArgumentHelp("The directory to make.", valueName: "out"))
  var output: String

  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(help: "Write a JSON object with what was made.")
  var json = false

  func run() async throws {
    let console = reporting.console
    let directory = try ModelDirectory(path: FilePath(model)).existing()
    let converter = try ModelConverter(model: directory.path)
    let progress = console.progress("converting")
    var tensors = 0
    try converter.convert(to: FilePath(output)) { step in
      tensors = step.tensorsTotal
      progress.update(
        fraction: Double(step.tensorsDone) / Double(max(1, step.tensorsTotal)),
        done: "\(step.tensorsDone) of \(step.tensorsTotal) tensors", tokens: nil)
    }
    progress.finish()
    let made = FilePath(output).appending("model.safetensors")
    let bytes = try ByteSource(path: made.string).size ?? 0
    let results = StandardOutput()
    if json {
      var line = JSONText()
      line.object { json in
        json.member("model", model)
        json.member("output", output)
        json.member("tensors", tensors)
        json.member("bytes", bytes)
      }
      line.endLine()
      try results.write(line.bytes)
    } else {
      try results.writeLine("\(made): \(tensors) tensors, \(bytes) bytes")
    }
    try results.flush()
  }
}
