internal import ArgumentParser
internal import Logging
internal import TrefoilReports

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What the command says beside its results.
struct ReportingOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but errors; show no progress.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more of what is done.")
  var verbose = false

  @Option(
    help: ArgumentHelp("When to use colours.", valueName: "when"),
    completion: .list(ColorChoice.allCases.map(\.rawValue)))
  var color = ColorChoice.auto

  func validate() throws {
    if quiet && verbose {
      throw ValidationError("--quiet and --verbose can't both be; choose one.")
    }
  }

  /// The console that these options ask for.
  var console: Console {
    let environment = ProcessInfo.processInfo.environment
    let errors = Painter(
      isEnabled: color.isOn(terminal: TerminalSize.isTerminal(2), environment: environment))
    let level: Logger.Level = quiet ? .error : verbose ? .debug : .notice
    StandardErrorLog(logLevel: level, painter: errors).bootstrap()
    let showsProgress =
      !quiet && TerminalSize.isTerminal(2) && !TerminalType.isDumb(environment: environment)
    let columns: @Sendable () -> Int? = { TerminalSize.columns(2, environment: environment) }
    return Console(
      logger: Logger(label: "trefoil"),
      painter: Painter(
        isEnabled: color.isOn(terminal: TerminalSize.isTerminal(1), environment: environment)),
      outputWidth: TerminalSize.columns(1, environment: environment),
      progressWidth: showsProgress ? columns : nil)
  }
}
