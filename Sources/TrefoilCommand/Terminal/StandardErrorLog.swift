internal import Logging
internal import TrefoilReports

/// Writes swift-log's messages to standard error, a line each.
struct StandardErrorLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel: Logger.Level
  let painter: Painter

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let label =
      switch event.level {
      case .trace, .debug, .info, .notice: "trefoil:"
      case .warning: painter.paint("trefoil: warning:", .yellow)
      case .error, .critical: painter.paint("trefoil: error:", .red)
      }
    StandardError.shared.writeLine("\(label) \(DisplayWidth.flatten(event.message.description))")
  }
}
