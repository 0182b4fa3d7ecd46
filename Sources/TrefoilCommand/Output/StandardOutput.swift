internal import SystemPackage
package import TrefoilFiles
internal import TrefoilFormats

/// Standard output, with a buffer that `flush` empties; results go here.
///
/// On a terminal it takes the progress away before it writes, so that the two never mix.
package final class StandardOutput: ByteSink {
  private let output = BufferedDescriptor(.standardOutput, name: "standard output")
  private let isTerminal = TerminalSize.isTerminal(1)

  /// Makes the sink; one a process is enough.
  package init() {}

  /// Takes bytes.
  package func write(_ bytes: some Collection<UInt8>) throws(FileError) {
    if isTerminal { StandardError.shared.showProgress("") }
    try output.write(bytes)
  }

  /// Writes a value as JSON, on a line of its own.
  package func writeJSON(_ value: some Encodable) throws(FileError) {
    var line = JSONText()
    line.value(value)
    line.endLine()
    try write(line.bytes)
  }

  /// Passes on what waits in the buffer.
  ///
  /// - Throws: `FileError.brokenPipe` if nobody reads any more.
  package func flush() throws(FileError) {
    if isTerminal { StandardError.shared.showProgress("") }
    try output.flush()
  }
}
