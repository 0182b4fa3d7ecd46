internal import ArgumentParser
internal import TrefoilFiles
internal import TrefoilReports

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Runs the command line from its arguments to its exit status.
enum Launch {
  /// Ends the process with a word about it where too few files can be opened, or where an argument is
  /// no text.
  static func requireSoundStart() {
    do {
      try OpenFiles.requireRoom()
      try UnreadableArgument.check()
    } catch {
      exit(report(error).rawValue)
    }
  }

  /// Parses, runs, reports what failed, and ends the process.
  static func main() async -> Never {
    // Without them, a write into a closed pipe or over a limit fails with an error instead.
    for number in [SIGPIPE, SIGXFSZ] { Interruption.ignore(number) }
    LostBytes.end(with: ExitStatus.modelUnavailable.rawValue)
    let work = Task { try await run() }
    let interruption = Interruption {
      work.cancel()
      guard TerminalSize.isTerminal(2) else { return }
      StandardError.shared.writeLine("trefoil: stopping; Ctrl-C again stops at once")
    }
    let result = await work.result
    StandardError.shared.showProgress("")
    TemporaryFiles.shared.removeAll()
    switch result {
    case .success:
      exit(ExitStatus.success.rawValue)
    case .failure(let error) where isParsers(error):
      end(withParsers: error)
    case .failure(let error):
      if error is CancellationError, let number = interruption.number {
        report(error)
        exit(128 + number)
      }
      exit(report(error).rawValue)
    }
  }

  /// Says what failed, and returns the number to end with.
  @discardableResult
  private static func report(_ error: any Error) -> ExitStatus {
    let report = FailureReport(error)
    if let message = report.message {
      let label = report.status == .interrupted ? "trefoil: " : "trefoil: error: "
      StandardError.shared.writeLine(label + DisplayWidth.flatten(message))
    }
    return report.status
  }

  /// Ends as the parser would, but names what is unknown before what is missing without it, and takes
  /// the help of an unknown command and a text that can't be written for errors.
  private static func end(withParsers error: any Error) -> Never {
    let unknown = UnknownName(in: Array(CommandLine.arguments.dropFirst()))
    guard RootCommand.exitCode(for: error).isSuccess else {
      guard RootCommand.exitCode(for: error) == .validationFailure, let unknown else {
        RootCommand.exit(withError: error)
      }
      fail(unknown, usage: RootCommand.fullMessage(for: error))
    }
    if let unknown, unknown.kind == .command {
      fail(unknown, usage: RootCommand.fullMessage(for: ValidationError("")))
    }
    do {
      let output = StandardOutput()
      try output.writeLine(RootCommand.fullMessage(for: error))
      try output.flush()
      exit(ExitStatus.success.rawValue)
    } catch {
      exit(report(error).rawValue)
    }
  }

  private static func run() async throws {
    var command = try RootCommand.parseAsRoot()
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      try command.run()
    }
  }

  /// Ends with what is unknown, in place of what the parser says before its line of usage.
  private static func fail(_ unknown: UnknownName, usage message: String) -> Never {
    let usage = message.split(separator: "\n").drop { !$0.hasPrefix("Usage:") }
    let lines = ["Error: " + DisplayWidth.flatten(unknown.message)] + usage.map(String.init)
    StandardError.shared.writeLine(lines.joined(separator: "\n"))
    exit(ExitStatus.usage.rawValue)
  }

  /// Whether an error is one that the parser prints: its own, or a request for help.
  private static func isParsers(_ error: any Error) -> Bool {
    if error is ValidationError || error is CleanExit || error is ExitCode { return true }
    return RootCommand.exitCode(for: error) != .failure
  }
}
