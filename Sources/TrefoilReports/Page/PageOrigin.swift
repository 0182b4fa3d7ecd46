public import Trefoil
internal import TrefoilFormats

/// What made a page, so that it can be made again.
public struct PageOrigin: Equatable, Sendable {
  /// The version of Trefoil.
  public let version: String
  /// The day and the time, as they are to be shown.
  public let date: String
  /// The command line.
  public let command: String

  /// Puts an origin together.
  public init(version: String = TrefoilVersion.current, date: String, command: String) {
    self.version = version
    self.date = date
    self.command = command
  }

  /// A line for the end of a page.
  var markup: Markup {
    .element(
      "footer", [("class", "note")],
      [
        .element("p", [], "Trefoil \(version), \(date)"),
        .element("p", [("dir", "ltr"), ("class", "command")], command),
      ])
  }
}
