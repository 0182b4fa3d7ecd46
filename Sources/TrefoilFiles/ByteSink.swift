/// Where results go, byte by byte.
package protocol ByteSink {
  /// Takes bytes; they may wait in a buffer.
  func write(_ bytes: some Collection<UInt8>) throws(FileError)
  /// Passes on what waits in the buffer.
  func flush() throws(FileError)
}

extension ByteSink {
  /// Writes a line of text and its newline.
  package func writeLine(_ line: String) throws(FileError) {
    try write(Array(line.utf8) + [UInt8(ascii: "\n")])
  }
}
