internal import Logging
internal import Synchronization
internal import TrefoilReports

/// Writes swift-log's messages to standard error, a line each.
struct StandardErrorLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel: Logger.Level
  let painter: Painter

  private static let isBootstrapped = Atomic(false)

  /// Makes this what the whole process logs to, the library too; a second call changes nothing.
  func bootstrap() {
    guard !Self.isBootstrapped.exchange(true, ordering: .relaxed) else { return }
    LoggingSystem.bootstrap { _ in self }
  }

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
