internal import ArgumentParser
internal import TrefoilIndex
internal import TrefoilReports

/// `trefoil index stats`.
struct IndexStatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Show what an index holds, and how large it is.")

  @OptionGroup var index: IndexPathOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(help: "Write a JSON object.")
  var json = false

  func run() async throws {
    let opened = try index.open()
    let statistics = try await opened.statistics()
    let output = StandardOutput()
    if json {
      try output.writeJSON(statistics)
    } else {
      for (name, value) in lines(statistics, opened.configuration) {
        try output.writeLine(name.padding(to: 12) + value)
      }
    }
    try output.flush()
  }

  private func lines(
    _ statistics: IndexStatistics, _ configuration: IndexConfiguration
  ) -> [(String, String)] {
    [
      ("documents", "\(statistics.documents)"),
      ("passages", "\(statistics.passages), of at most \(configuration.passageTokens) tokens"),
      ("tokens", "\(statistics.tokens)"),
      ("outputs", "\(configuration.outputs)"),
      (
        "codecs",
        "dense \(configuration.denseCodec.rawValue), tokens"
          + " \(configuration.tokenCodec.rawValue)"
      ),
      ("segments", "\(statistics.segments), \(ByteText.text(statistics.segmentBytes))"),
      ("deleted", "\(statistics.dead) passages whose space trefoil index optimize frees"),
      ("catalogue", ByteText.text(statistics.catalogueBytes)),
      ("commits", "\(statistics.generation)"),
      ("model", configuration.modelPath),
    ]
      + (configuration.fields.isEmpty
        ? [] : [("fields", configuration.fields.joined(separator: ", "))])
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
