internal import ArgumentParser
internal import Trefoil
internal import TrefoilReports
internal import TrefoilWire

/// `trefoil info`.
struct InfoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Describe a model: its shape, outputs, limits and memory.",
    discussion: """
      Opens the model as the other commands do, so a model that info can describe also runs.

      EXAMPLES
        trefoil info
        trefoil info --model models/bge-m3 --json
      """)

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(help: "Write a JSON object.")
  var json = false

  func run() async throws {
    let console = reporting.console
    let description = try ModelDescription(
      model.open(console), peakResidentBytes: ResidentMemory.peak)
    let output = StandardOutput()
    if json {
      try output.writeJSON(description)
    } else {
      var table = Table([Table.Column("fact"), Table.Column("value")])
      for fact in description.facts { table.append([fact.name, fact.value]) }
      for line in table.lines(painter: console.painter) { try output.writeLine(line) }
    }
    try output.flush()
  }
}
