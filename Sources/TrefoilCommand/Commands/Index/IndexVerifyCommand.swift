internal import ArgumentParser
internal import TrefoilIndex

/// `trefoil index verify`.
struct IndexVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every byte of an index, and that its parts agree.",
    discussion: "The exit status is 65 if something is wrong; each fault is a line.")

  @OptionGroup var index: IndexPathOptions
  @OptionGroup(title: "Messages") var reporting: ReportingOptions

  @Flag(help: "Write a JSON object.")
  var json = false

  func run() async throws {
    let report = try await index.open().verify()
    let output = StandardOutput()
    if json {
      try output.writeJSON(report)
    } else {
      for fault in report.faults { try output.writeLine(fault) }
      for orphan in report.orphans {
        try output.writeLine("“\(orphan)” is in no commit; the next writer removes it")
      }
      if report.faults.isEmpty {
        try output.writeLine("\(report.segments) segments are whole")
      }
    }
    try output.flush()
    if !report.faults.isEmpty { throw ExitCode(ExitStatus.badData.rawValue) }
  }
}
