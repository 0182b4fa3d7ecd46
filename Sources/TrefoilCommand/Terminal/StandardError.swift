internal import Synchronization
internal import SystemPackage
internal import TrefoilFiles

/// Standard error: log lines, and below them at most one line of progress.
package final class StandardError: Sendable {
  /// The process's own.
  package static let shared = StandardError()
  private let progress = Mutex("")

  /// Writes a line above the progress.
  package func writeLine(_ line: String) {
    progress.withLock { progress in
      if progress.isEmpty {
        Self.write(line + "\n")
      } else {
        Self.write("\r\u{1B}[K" + line + "\n" + progress)
      }
    }
  }

  /// Shows another line of progress; an empty one takes it away.
  package func showProgress(_ line: String) {
    progress.withLock { progress in
      guard progress != line else { return }
      progress = line
      Self.write("\r\u{1B}[K" + line)
    }
  }

  /// Nobody is left to tell if standard error itself can't be written.
  private static func write(_ text: String) {
    try? FileDescriptor.standardError.writeWhole(Array(text.utf8))
  }
}
