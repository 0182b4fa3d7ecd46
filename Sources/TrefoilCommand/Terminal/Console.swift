internal import Logging
internal import TrefoilFiles
internal import TrefoilReports

/// How the command speaks to whoever runs it.
struct Console: Sendable {
  /// Colours of standard output.
  let painter: Painter
  /// The columns of standard output; nil if lines may be of any length.
  let outputWidth: Int?
  /// Asks for the columns of the progress bar, which change with the window; nil if none is shown.
  let progressWidth: (@Sendable () -> Int?)?
  private let logger: Logger

  init(
    logger: Logger, painter: Painter, outputWidth: Int?, progressWidth: (@Sendable () -> Int?)?
  ) {
    self.logger = logger
    self.painter = painter
    self.outputWidth = outputWidth
    self.progressWidth = progressWidth
  }

  /// Says what only `--verbose` shows.
  func detail(_ text: String) { logger.debug("\(text)") }

  /// Says something that may surprise, but is well.
  func note(_ text: String) { logger.notice("\(text)") }

  /// Says what is to be typed, if a file is `-` and standard input is a terminal.
  func noteWaiting(for content: String, in path: String) {
    guard path == "-" && ByteSource.standardInputIsTerminal else { return }
    note("reading \(content) from the terminal, one a line; Ctrl-D ends them")
  }

  /// Says that something is lost.
  func warn(_ text: String) { logger.warning("\(text)") }

  /// Says that texts were cut, if any were, and by which limit.
  func warnOfTruncation(_ truncation: TruncationWarning) {
    if let message = truncation.message { warn(message) }
  }

  /// Begins to show the progress of work.
  func progress(_ title: String) -> ProgressReporter {
    ProgressReporter(title: title, width: progressWidth)
  }
}
