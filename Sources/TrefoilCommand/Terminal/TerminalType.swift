/// What the environment says of the terminal.
package enum TerminalType {
  /// Whether the terminal may show nothing but text: `TERM` is `dumb`, or empty, as where whoever
  /// starts the process has no terminal to name.
  package static func isDumb(environment: [String: String]) -> Bool {
    ["dumb", ""].contains(environment["TERM"])
  }
}
