package import SystemPackage

/// A file descriptor with a buffer before it.
package final class BufferedDescriptor {
  private let descriptor: FileDescriptor
  private let name: FilePath
  private var buffer: [UInt8] = []

  /// Bytes that wait before they are written: large enough that system calls don't count.
  private static let capacity = 1 << 16

  /// Writes to a descriptor, which stays the caller's; `name` is what messages call it.
  package init(_ descriptor: FileDescriptor, name: FilePath) {
    self.descriptor = descriptor
    self.name = name
  }

  /// Takes bytes; they may wait in the buffer.
  package func write(_ bytes: some Collection<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Passes on what waits in the buffer.
  ///
  /// - Throws: `FileError.brokenPipe` if nobody reads any more; `.cannotWrite`.
  package func flush() throws(FileError) {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard !buffer.isEmpty else { return }
    do {
      try descriptor.writeWhole(buffer)
    } catch Errno.brokenPipe {
      throw .brokenPipe
    } catch {
      throw .cannotWrite(path: name, reason: "\(error)")
    }
  }
}
