package import TrefoilFiles

/// What becomes of lines that can't be used: the first ends the work, or all are counted.
package final class BadLines {
  /// The lines that were skipped so far.
  package private(set) var count = 0
  private let isSkipping: Bool
  private let warn: (String) -> Void

  /// Lines that are reported one by one; the others are only counted.
  package static let reported = 20

  /// Makes the policy; `skipping` goes on behind a bad line, and `warn` tells of it.
  package init(skipping: Bool, warn: @escaping (String) -> Void) {
    isSkipping = skipping
    self.warn = warn
  }

  /// Takes note of a bad line.
  ///
  /// - Throws: the line's error, unless bad lines are skipped.
  package func report(_ error: LineError) throws(LineError) {
    guard isSkipping else { throw error }
    count += 1
    if count <= Self.reported { warn("skipped: \(error)") }
    if count == Self.reported + 1 { warn("more bad lines follow; they are only counted") }
  }

  /// Says how many lines were skipped, if any were.
  package func summarize() {
    if count > 0 { warn("skipped \(count) bad \(count == 1 ? "line" : "lines")") }
  }
}
