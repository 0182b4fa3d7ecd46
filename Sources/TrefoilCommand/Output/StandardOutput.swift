internal import SystemPackage

/// Standard output, with a buffer that `flush` empties; results go here.
package final class StandardOutput: ByteSink {
  private let output = BufferedDescriptor(.standardOutput, name: "standard output")

  /// Makes the sink; one a process is enough.
  package init() {}

  /// Takes bytes.
  package func write(_ bytes: some Collection<UInt8>) throws(OutputError) {
    try output.write(bytes)
  }

  /// Passes on what waits in the buffer.
  ///
  /// - Throws: `OutputError.brokenPipe` if nobody reads any more.
  package func flush() throws(OutputError) {
    try output.flush()
  }
}
