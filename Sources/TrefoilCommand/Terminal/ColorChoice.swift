internal import ArgumentParser

/// When to use colours.
package enum ColorChoice: String, CaseIterable, Sendable, ExpressibleByArgument {
  /// On a terminal, unless `NO_COLOR` is set or the terminal is dumb.
  case auto
  /// Everywhere.
  case always
  /// Nowhere.
  case never

  /// Whether a stream gets colours.
  package func isOn(terminal: Bool, environment: [String: String]) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto:
      terminal && environment["NO_COLOR", default: ""].isEmpty
        && !TerminalType.isDumb(environment: environment)
    }
  }
}
