internal import Logging
internal import TrefoilReports

/// How the command speaks to whoever runs it.
struct Console: Sendable {
  /// Colours of standard output.
  let painter: Painter
  /// The columns of standard output; nil if lines may be of any length.
  let outputWidth: Int?
  /// The columns of the progress bar; nil if none is shown.
  let progressWidth: Int?
  private let logger: Logger

  init(logger: Logger, painter: Painter, outputWidth: Int?, progressWidth: Int?) {
    self.logger = logger
    self.painter = painter
    self.outputWidth = outputWidth
    self.progressWidth = progressWidth
  }

  /// Says what only `--verbose` shows.
  func detail(_ text: String) { logger.debug("\(text)") }

  /// Says something that may surprise, but is well.
  func note(_ text: String) { logger.notice("\(text)") }

  /// Says that something is lost.
  func warn(_ text: String) { logger.warning("\(text)") }

  /// Says that texts were cut, if any were.
  func warnOfTruncation(_ count: Int) {
    guard count > 0 else { return }
    warn(
      "\(count) \(count == 1 ? "text was" : "texts were") longer than the limit and cut;"
        + " --max-length raises it, up to the model's own, and --truncation error refuses")
  }

  /// Begins to show the progress of work.
  func progress(_ title: String) -> ProgressReporter {
    ProgressReporter(title: title, width: progressWidth)
  }
}
